"""Pages of the resources that members share."""
