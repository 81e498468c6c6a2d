"""Who differs: intervals, shrinkage, funnel limits, ranks, similar agencies, adjustment, and other weights."""
