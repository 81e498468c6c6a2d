-- How many rated is kept beside how many were rated: a figure of peers stands on three raters at least. Figures of before have
-- none, and what was released with them stays (null rules and rules under 3 do not ask).
alter table fact add column if not exists n_raters integer
