"""States, provinces and counties by their short and long names, with the local time there where there is only one."""

from kith.core.search import words

# code: (name, country, usual time zone)
REGIONS = {
    code: (name, country, zone)
    for country, zone, listed in (
        (
            "US",
            "America/New_York",
            "CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|IN Indiana|KY Kentucky|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|NH New Hampshire|NJ New Jersey|NY New York|NC North Carolina|OH Ohio|PA Pennsylvania|RI Rhode Island|SC South Carolina|VT Vermont|VA Virginia|WV West Virginia",
        ),
        (
            "US",
            "America/Chicago",
            "AL Alabama|AR Arkansas|IL Illinois|IA Iowa|KS Kansas|LA Louisiana|MN Minnesota|MS Mississippi|MO Missouri|NE Nebraska|ND North Dakota|OK Oklahoma|SD South Dakota|TN Tennessee|TX Texas|WI Wisconsin",
        ),
        ("US", "America/Denver", "CO Colorado|ID Idaho|MT Montana|NM New Mexico|UT Utah|WY Wyoming"),
        ("US", "America/Phoenix", "AZ Arizona"),
        ("US", "America/Los_Angeles", "CA California|NV Nevada|OR Oregon|WA Washington"),
        ("US", "America/Anchorage", "AK Alaska"),
        ("US", "Pacific/Honolulu", "HI Hawaii"),
        ("US", "America/Puerto_Rico", "PR Puerto Rico|VI Virgin Islands"),
        ("US", "Pacific/Guam", "GU Guam|MP Northern Mariana Islands"),
        ("US", "Pacific/Pago_Pago", "AS American Samoa"),
        ("CA", "America/Toronto", "ON Ontario|QC Quebec"),
        ("CA", "America/Vancouver", "BC British Columbia"),
        ("CA", "America/Edmonton", "AB Alberta"),
        ("CA", "America/Winnipeg", "MB Manitoba"),
        ("CA", "America/Regina", "SK Saskatchewan"),
        ("CA", "America/Halifax", "NS Nova Scotia|NB New Brunswick|PE Prince Edward Island"),
        ("CA", "America/St_Johns", "NL Newfoundland and Labrador"),
        ("AU", "Australia/Melbourne", "VIC Victoria"),
        ("AU", "Australia/Sydney", "NSW New South Wales|ACT Australian Capital Territory"),
        ("AU", "Australia/Brisbane", "QLD Queensland"),
        ("AU", "Australia/Adelaide", "SA South Australia"),
        ("AU", "Australia/Hobart", "TAS Tasmania"),
    )
    for code, name in (item.split(" ", 1) for item in listed.split("|"))
}
COUNTRY_ZONES = {
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "NZ": "Pacific/Auckland",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
}
# American postcodes of these states begin with a nought, which spreadsheets lose.
NOUGHT_STATES = frozenset(["CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI"])
_BY_NAME = {" ".join(words(name)): code for code, (name, _, _) in REGIONS.items()}


def region_key(text: str) -> str:
    """The same key for "CT", "ct" and "Connecticut"; any other region is its own words."""
    plain = " ".join(words(text))
    code = text.strip().upper()
    return (code if code in REGIONS else _BY_NAME.get(plain, plain)).casefold()[:60]


def country_of(region: str) -> str:
    """The country of a well-known region; "" for any other."""
    found = REGIONS.get(region_key(region).upper())
    return found[1] if found else ""


def zone_of(region: str, country: str) -> str:
    """The usual local time of a region or country; "" where that cannot be said."""
    found = REGIONS.get(region_key(region).upper())
    return found[2] if found and country in ("", found[1]) else COUNTRY_ZONES.get(country, "")
