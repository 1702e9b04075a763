import type { ModelSection } from '../model.ts'

/** What staff do and do not do on social media, the school's own account, and its website. */
export const socialMedia: readonly ModelSection[] = [
  {
    heading: 'Staff and social media',
    paragraphs: [
      {
        text: 'These rules hold inside and outside contracted hours, on school and on personal technology. Everything that is posted online is public, can be copied and stays. Staff are reminded of that.',
        clauses: ['R78', 'R79'],
      },
      {
        text: 'Staff have no contact on social networks with current pupils of any school, even if a parent permits it. Relatives are the exception. They have no social contact online with former pupils who are under 19.',
        clauses: ['R76', 'R77'],
      },
      {
        text: 'Staff keep to the highest standards, so that their behaviour, judgement, integrity and relations with the community never put their position in question. They do not present themselves online as speaking for the school.',
        clauses: ['R80', 'R85'],
      },
      {
        text: 'Online, staff\n- disclose and discuss nothing about pupils, parents, colleagues, their employment, or any school at which they work or worked\n- publish, share or comment on nothing that is contrary to British values, as national guidance of 2014 and 2015 and its updates define them\n- neither reach nor share anything illegal, and publish nothing defamatory or discriminatory\n- post no abuse, and take no part in cyberbullying or in shutting somebody out\n- never post pictures of pupils of any school, nor of colleagues who have not agreed.',
        clauses: ['R83', 'R84', 'R86', 'R89', 'R144'],
      },
      {
        text: 'During the working day staff neither look at nor update personal social media, on any device, apart from in their breaks. They keep their accounts secure from others, and use no account under another name to get round this policy.',
        clauses: ['R87', 'R88'],
      },
      {
        text: 'What staff do on social media does not breach any other policy of the school either, such as those on conduct or equality. A concern about the school or the local authority is raised by whistleblowing, never on social media.',
        clauses: ['R90', 'R91'],
      },
      {
        text: 'Staff tell the governors or the head teacher of a breach that they know of or suspect. A breach of these rules may lead to disciplinary action.',
        clauses: ['R81', 'R82'],
      },
    ],
  },
  {
    heading: 'The school’s own account',
    paragraphs: [
      {
        text: 'The school has a Facebook account that tells parents about life at school. Only designated staff have access to it and upload to it, and its login is never shared. Teachers send posts that they propose to the designated person, who checks them with the head teacher.',
        clauses: ['R92', 'R93', 'R94'],
      },
      {
        text: 'Before a picture is posted, somebody checks that every pupil in it has parental permission for social media. Staff do not comment on the school’s posts or answer parents’ comments there. The account is watched closely, and inappropriate comments by parents or staff are removed.',
        clauses: ['R95', 'R96', 'R97'],
      },
    ],
  },
  {
    heading: 'The website and pictures of children',
    paragraphs: [
      {
        text: 'The website shows the school’s own postal address, e-mail and telephone and no personal information of staff or pupils. The head teacher has editorial responsibility for its being accurate and appropriate.',
        clauses: ['R113', 'R114'],
      },
      {
        text: 'Children’s photographs are published only with their parents’ authorised consent. The form is completed when a child joins us, and parents may change it at any time. Summaries of who has consented to what are kept in classrooms and in the office.',
        clauses: ['R115', 'R116', 'R117'],
      },
    ],
  },
]
