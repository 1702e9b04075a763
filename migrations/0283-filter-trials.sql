-- One word, one meaning: a look is at somebody's day on the network. Whoever tries the filter on a device makes a trial.

alter table filter_checks.look rename to trial;
alter table filter_checks.trial rename column looked_by to tried_by;
alter index filter_checks.look_newest rename to trial_newest;
alter index filter_checks.look_pkey rename to trial_pkey;
