// What people choose first when told to choose, in groups. Compared after digits, signs and look-alikes are undone and
// with what pairs of these make, so that a few hundred words stand for hundreds of thousands of passwords.

const groups: Readonly<Record<string, string>> = {
  secrets: `password passwort passphrase passcode secret letmein welcome login logon signin access admin administrator root
    user guest test testing tester changeme change default temporary temp master trustno open opensesame enter private
    iloveyou iloveu loveyou forgotten nopassword mypassword newpassword thisisit whatever nothing blank`,
  keys: `qwerty qwertyuiop qwertyu asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wasd poiuy lkjhg mnbvc abc abcd
    abcde abcdef abcdefg abcdefgh abcdabcd aaa bbb xxx zzz azerty dvorak`,
  seasons: `spring summer autumn winter january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday christmas xmas easter halloween diwali eid ramadan hanukkah
    holiday holidays birthday newyear weekend term halfterm`,
  school: `school academy primary infant infants junior juniors secondary nursery reception college sixthform classroom class
    teacher teaching teach headteacher head deputy staff staffroom pupil pupils student students playground assembly lesson
    homework phonics maths english science history geography reading writing spelling education ofsted safeguarding governor
    office caretaker technician supply timetable register uniform lunch playtime hometime year yearone yeartwo yearthree
    yearfour yearfive yearsix keystage`,
  football: `football liverpool arsenal chelsea everton tottenham spurs manchester manchesterunited manchestercity mancity
    manunited westham astonvilla villa leeds leedsunited newcastle sunderland leicester southampton wolves burnley brighton
    fulham brentford bournemouth watford norwich ipswich derby nottinghamforest forest birmingham coventry stoke preston
    blackburn bolton wigan barnsley sheffield hull celtic rangers hearts hibs swansea cardiff wrexham messi ronaldo beckham
    rooney kane saka haaland rashford bellingham`,
  sport: `cricket rugby netball tennis hockey baseball basketball swimming running cycling golf boxing dancing gymnastics ballet`,
  stories: `dragon monkey superman batman spiderman ironman hulk marvel avengers pokemon pikachu minecraft roblox fortnite
    starwars yoda vader skywalker harrypotter hogwarts hermione gryffindor slytherin gandalf frodo matilda gruffalo peppapig
    pawpatrol bluey elsa frozen moana simba nemo shrek minions paddington pooh tigger thomas postmanpat hellokitty barbie
    lego mario zelda sonic tetris sims doctorwho dalek tardis sherlock bond disney mickey minnie cinderella`,
  pets: `kitty kitten cat cats dog dogs doggy puppy bunny rabbit hamster horse pony tiger lion eagle elephant giraffe penguin
    panda dolphin shark turtle butterfly unicorn dinosaur fluffy smokey buster max bella poppy daisy molly charlie alfie
    oscar teddy milo luna lola ruby coco rosie tilly jasper`,
  names: `james john robert michael david william richard joseph thomas christopher daniel matthew anthony mark george harry jack
    oliver noah leo arthur muhammad mohammed freddie archie theo henry jacob joshua samuel benjamin alexander adam ryan
    jordan ashley liam callum connor kyle dylan ethan lewis luke nathan olivia amelia isla ava ivy freya lily mia grace
    sophia sophie isabella emily ella evie charlotte jessica sarah emma lucy hannah chloe megan amy rebecca laura katie
    holly abigail eleanor phoebe alice zara aisha fatima maryam mary margaret susan linda patricia jennifer elizabeth
    victoria andrea nicole michelle karen julie helen claire`,
  places: `england scotland wales ireland britain greatbritain london york leedscity bristol liverpoolcity glasgow edinburgh belfast
    cardiffcity birminghamcity america canada australia india pakistan poland france spain italy paris rome newyork home`,
  things: `computer internet windows google microsoft apple samsung laptop chromebook ipad iphone android facebook youtube tiktok
    snapchat instagram whatsapp netflix amazon chocolate cheese cupcake cookie biscuit banana orange strawberry pizza
    chicken flower flowers rose rainbow sunshine moonlight star stars diamond crystal silver gold golden purple yellow
    green blue black white pink red orange music guitar piano drums soccer ferrari mercedes mustang corvette porsche harley
    yamaha princess queen prince king angel shadow ninja pirate killer hunter ranger soldier phoenix thunder lightning`,
  greetings: `hello hellothere helloworld hi goodmorning goodbye thankyou thanks please sorry happy lucky lovely beautiful
    friends family forever together peace freedom heaven jesus faith hope love lover mum mummy dad daddy nan grandad baby
    sister brother correcthorsebatterystaple`,
}

/** Every word of every group. */
export const commonWords: ReadonlySet<string> = new Set(
  Object.values(groups).flatMap((group) => group.trim().split(/\s+/)),
)

const shortest = 3

/** Whether the letters are one of the words, the same twice, or two of the words after each other. */
export function isCommon(letters: string): boolean {
  if (commonWords.has(letters)) return true
  for (let at = shortest; at <= letters.length - shortest; at += 1) {
    if (commonWords.has(letters.slice(0, at)) && commonWords.has(letters.slice(at))) return true
  }
  const half = letters.slice(0, letters.length / 2)
  return half.length >= shortest && half + half === letters
}
