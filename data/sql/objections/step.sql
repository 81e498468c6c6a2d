insert into objection_step values ($objection, $step, $happened_at, $actor, $region, $period, $about, $batch)
