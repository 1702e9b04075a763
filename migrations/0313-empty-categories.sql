-- Categories of which the lists of that state name nothing: they block nothing, whatever the rules say. Null before they were looked at.

alter table filtering.state add column empty_categories text[];
