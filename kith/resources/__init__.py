"""Links, tips and recommendations that members share: checked, dated and searched."""
