-- Whether a lesson was on while the filter was tested: what is closed in lessons alone is seen closed only then.

alter table filter_checks.test add column in_lesson boolean not null default false;
create index test_in_lesson_newest on filter_checks.test (school_id, at desc) where in_lesson;
