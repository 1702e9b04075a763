// Names that are plausible in an English town and belong to nobody: given and family names are drawn apart.
// biome-ignore-all format: lists of names read better as lists

export const girls = [
  'Aaliyah', 'Abigail', 'Ada', 'Aisha', 'Amara', 'Amelia', 'Anya', 'Ariana', 'Ava', 'Beatrice', 'Bethany', 'Blessing', 'Carys', 'Charlotte', 'Chloe', 'Daisy',
  'Divya', 'Edie', 'Eleanor', 'Elif', 'Ella', 'Elsie', 'Emilia', 'Erin', 'Esme', 'Eva', 'Farah', 'Fatima', 'Florence', 'Freya', 'Gabriela', 'Grace', 'Hana',
  'Hannah', 'Harriet', 'Imogen', 'Iris', 'Isla', 'Ivy', 'Jasmine', 'Jessica', 'Kacey', 'Keira', 'Khadija', 'Layla', 'Leila', 'Lily', 'Lottie', 'Lucia', 'Mabel', 'Maja',
  'Maryam', 'Matilda', 'Maya', 'Megan', 'Mia', 'Millie', 'Nadia', 'Naomi', 'Niamh', 'Nina', 'Olive', 'Olivia', 'Orla', 'Phoebe', 'Poppy', 'Priya', 'Robyn', 'Rosa', 'Rosie',
  'Ruby', 'Saanvi', 'Safa', 'Scarlett', 'Sienna', 'Simran', 'Skye', 'Sofia', 'Summer', 'Tabitha', 'Tamsin', 'Thea', 'Tilly', 'Violet', 'Willow', 'Yasmin', 'Zara', 'Zofia',
] as const

export const boys = [
  'Aaron', 'Abdul', 'Adam', 'Aidan', 'Albie', 'Alfie', 'Amir', 'Arlo', 'Arthur', 'Ayaan', 'Bartek', 'Ben', 'Blake', 'Caleb', 'Callum', 'Charlie', 'Connor', 'Daniel', 'Dev', 'Dominic',
  'Dylan', 'Edward', 'Elijah', 'Ethan', 'Ezra', 'Felix', 'Filip', 'Finley', 'Frankie', 'Freddie', 'Gabriel', 'George', 'Hamza', 'Harrison', 'Harvey', 'Haris', 'Henry', 'Hugo', 'Ibrahim', 'Isaac', 'Jack',
  'Jakub', 'James', 'Jayden', 'Joel', 'Joseph', 'Joshua', 'Jude', 'Kai', 'Kieran', 'Kofi', 'Leo', 'Lewis', 'Logan', 'Louie', 'Luca', 'Malachi', 'Mason', 'Mateo', 'Max', 'Mohammed', 'Nathan', 'Noah',
  'Oliver', 'Omar', 'Oscar', 'Otis', 'Owen', 'Rafael', 'Rajan', 'Reggie', 'Reuben', 'Riley', 'Rohan', 'Ronnie', 'Rory', 'Samuel', 'Sebastian', 'Stanley', 'Tariq', 'Teddy', 'Theo', 'Tobias', 'Toby', 'Tomasz', 'Vihaan',
  'William', 'Yusuf', 'Zac', 'Zain',
] as const

export const women = [
  'Alison', 'Amina', 'Angela', 'Anita', 'Annabel', 'Bronwen', 'Carol', 'Catherine', 'Claire', 'Deborah', 'Denise', 'Diane', 'Dorota', 'Elaine', 'Emma', 'Fiona', 'Gemma', 'Gillian', 'Hayley', 'Heather', 'Helen', 'Ifeoma', 'Jacqueline',
  'Janet', 'Jenna', 'Joanne', 'Judith', 'Karen', 'Kavita', 'Kelly', 'Kirsty', 'Laura', 'Leanne', 'Linda', 'Lorraine', 'Louise', 'Lucy', 'Magda', 'Mandeep', 'Margaret', 'Marie', 'Michelle', 'Monica', 'Natalie', 'Nicola', 'Noreen', 'Parveen', 'Patricia',
  'Philippa', 'Rachel', 'Rebecca', 'Rekha', 'Ruth', 'Sadia', 'Samantha', 'Sandra', 'Sarah', 'Sharon', 'Shirin', 'Sian', 'Stephanie', 'Sunita', 'Susan', 'Tanya', 'Teresa', 'Tracey', 'Uzma', 'Vanessa', 'Victoria', 'Wendy', 'Yetunde', 'Zoe',
] as const

export const men = [
  'Adrian', 'Alan', 'Andrew', 'Anthony', 'Asif', 'Barry', 'Chidi', 'Christopher', 'Colin', 'Craig', 'Darren', 'David', 'Dean', 'Derek', 'Edmund', 'Emeka', 'Francis', 'Gareth', 'Gary', 'Geoffrey', 'Graham', 'Gurpreet', 'Hassan', 'Howard', 'Hugh', 'Imran',
  'Ian', 'Ivan', 'Jamal', 'Jason', 'Jeremy', 'John', 'Jonathan', 'Karl', 'Keith', 'Kenneth', 'Kevin', 'Kwame', 'Lee', 'Leon', 'Luke', 'Marcin', 'Marcus', 'Mark', 'Martin', 'Matthew', 'Michael', 'Nasir', 'Neil', 'Nigel', 'Patrick', 'Paul', 'Peter', 'Philip', 'Piotr',
  'Rajesh', 'Richard', 'Robert', 'Roger', 'Ross', 'Salim', 'Sanjay', 'Scott', 'Sean', 'Simon', 'Stephen', 'Stuart', 'Sukhdev', 'Terence', 'Timothy', 'Trevor', 'Vikram', 'Wayne',
] as const

export const families = [
  'Abara', 'Addison', 'Ahmadi', 'Akhtar', 'Alderton', 'Amadi', 'Appleyard', 'Ashdown', 'Atwal', 'Aylward', 'Bagri', 'Bakare', 'Barrowby', 'Beckwith', 'Bellamy', 'Bhatti', 'Birkett', 'Blackwell', 'Bramall', 'Brennan', 'Broadbent', 'Burgess', 'Calloway', 'Carrick',
  'Chadha', 'Charlton', 'Chaudhry', 'Clegg', 'Coldwell', 'Corrigan', 'Cotterill', 'Crosland', 'Czerny', 'Dalby', 'Danjuma', 'Darwell', 'Deakin', 'Dhillon', 'Dobrowski', 'Donnelly', 'Draycott', 'Dunmore', 'Eastham', 'Edgeworth', 'Ekwueme', 'Elphick', 'Farrow', 'Fenwick',
  'Fielding', 'Finch', 'Gadsby', 'Garside', 'Gilchrist', 'Gorman', 'Grewal', 'Gulati', 'Haddon', 'Hallworth', 'Hardcastle', 'Haroun', 'Hartnell', 'Heywood', 'Hinchliffe', 'Holroyd', 'Hussaini', 'Ibekwe', 'Ingleby', 'Iqbal', 'Jablonski', 'Jagger', 'Jowett', 'Kaminski',
  'Kapoor', 'Kellaway', 'Kershaw', 'Kinsella', 'Kirkbride', 'Lachman', 'Langford', 'Lister', 'Lomax', 'Lowther', 'Maddocks', 'Mahmoud', 'Mallinson', 'Marchbank', 'Mbeki-Hall', 'Mellor', 'Merriman', 'Mistry', 'Moxon', 'Mukherjee', 'Nadeem', 'Nandra', 'Naylor', 'Newbold', 'Nowicki',
  'Oakden', 'Obadina', 'Oduya', 'Oldroyd', 'Ormerod', 'Osei', 'Padgett', 'Pargeter', 'Peverell', 'Pickersgill', 'Plumtree', 'Prentice', 'Qureshi', 'Radcliffe', 'Rahimi', 'Ramsden', 'Rawcliffe', 'Rehmani', 'Renshaw', 'Ridley', 'Rishworth', 'Rowntree', 'Sandhu', 'Saxby',
  'Seddon', 'Sethi', 'Shackleton', 'Sharples', 'Sibanda', 'Skelton', 'Sowerby', 'Stansfield', 'Stott', 'Sutcliffe', 'Szabo', 'Tattersall', 'Tembo', 'Thackray', 'Thirlwell', 'Threlfall', 'Tolson', 'Topham', 'Trigg', 'Uddin', 'Underhill', 'Varley', 'Venn', 'Virdee', 'Wadsworth', 'Walmsley',
  'Warburton', 'Wheatcroft', 'Whiteley', 'Wolstenholme', 'Woodhead', 'Wrigley', 'Yardley', 'Yeadon', 'Zielinski',
] as const
