import type { ModelSection } from '../model.ts'

/** What pupils learn, how, and what they may expect of the internet at school. */
export const learning: readonly ModelSection[] = [
  {
    heading: 'Teaching and learning',
    paragraphs: [
      {
        text: 'Good internet access is part of learning. Pupils are entitled to it when they show that they use it responsibly.',
        clauses: ['B5'],
      },
      {
        text: 'Our online safety curriculum is current and builds up step by step, from the early years to Year 6. Online safety also runs through every other subject and through the day, and staff come back to it whenever ICT is used.',
        clauses: ['B8', 'B9', 'B37'],
      },
      {
        text: 'Pupils are taught what use of the internet is acceptable and what is not, against clear objectives. That includes social networks and ways to communicate, and how to be safe in them.',
        clauses: ['B10'],
      },
      {
        text: 'We advise pupils never to give out what shows who or where they are: their name, how to reach them, their school, friends or clubs.',
        clauses: ['B11'],
      },
      {
        text: 'Staff guide pupils in online activities that suit their age, and teach them to find information, to weigh it, and to read it critically before they accept it.',
        clauses: ['B12', 'B13'],
      },
      {
        text: 'Staff and pupils copy and reuse material from the internet within copyright law. Pupils learn to do research, to avoid plagiarism and to respect copyright.',
        clauses: ['B16', 'B140'],
      },
      {
        text: 'The rules are talked over with pupils at the start of each year and alongside the computing units. We plan pupil-voice sessions and learning walks, and change our teaching by what they show.',
        clauses: ['B15', 'B17'],
      },
      {
        text: 'Staff and governors are trained in what they need, and we look for what that training does for pupils.',
        clauses: ['B14'],
      },
    ],
  },
  {
    heading: 'What pupils know and do',
    paragraphs: [
      {
        text: 'Pupils use our systems only as the acceptable use policy for pupils says. They know why and how to report abuse, misuse or material that is not right for them.',
        clauses: ['B144', 'B145'],
      },
      {
        text: 'Pupils know our rules on mobile devices, cameras, the use of pictures, and cyberbullying. The policy reaches what they do out of school where it has to do with belonging to the school, and they practise being safe there too.',
        clauses: ['B146', 'B147'],
      },
      {
        text: 'Pupils, staff, volunteers and parents each sign their own acceptable use policy.',
        clauses: ['B20'],
      },
    ],
  },
  {
    heading: 'Finding things online',
    paragraphs: [
      {
        text: 'In lessons that are planned with the internet, pupils are guided to sites that somebody has checked. When they may search freely, staff watch closely which sites they visit. There is a way to deal with unsuitable material that a search brings up: the screen is turned off, an adult is told, and it is reported.',
        clauses: ['B38', 'B39', 'B40'],
      },
      {
        text: 'If the filter stops a topic that is needed for research, staff may ask the {setting:people.coordinatorTitle} to have it unblocked, for a time or for good.',
        clauses: ['B41'],
      },
      {
        text: 'We take all reasonable precautions so that people reach appropriate material only. It cannot be guaranteed that nothing else ever comes through, and the school accepts no liability for that. New technologies are examined for what they offer to learning before they are used here.',
        clauses: ['B35', 'B36'],
      },
      {
        text: 'The rules for using the internet are posted in every room with a network, and posters about online safety hang where computers are used, such as the computing suite.',
        clauses: ['B19', 'B42'],
      },
    ],
  },
]
