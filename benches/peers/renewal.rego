# The check of a plain renewal, as a Rego policy.
package renewal

answer := {"reference": input.reference, "verdict": verdict, "not_met": not_met}

verdict := "refused" if {
	"unmet" in statuses
} else := "incomplete" if {
	"missing" in statuses
} else := "board" if {
	"board" in statuses
} else := "granted"

# in the order of the rules, as findings are
not_met := [finding.rule | some finding in findings; finding.status != "met"]

statuses := {finding.status | some finding in findings}

findings := array.concat(array.concat(first, vog), array.concat(work, points))

otherwise(true, _) := "met"

otherwise(false, status) := status

# days: text of the form YYYY-MM-DD, in the order of the days

days_in_month(_, month) := 31 if month in {1, 3, 5, 7, 8, 10, 12}

days_in_month(_, month) := 30 if month in {4, 6, 9, 11}

days_in_month(year, 2) := 29 if {
	is_leap(year)
} else := 28

is_leap(year) if {
	year % 4 == 0
	year % 100 != 0
}

is_leap(year) if year % 400 == 0

# a number does not start with zero
two_digits_at(text, at) := to_number(trim_left(substring(text, at, 2), "0"))

two_digits(number) := sprintf("%d", [number]) if {
	number > 9
} else := sprintf("0%d", [number])

plus_months(day, months) := text if {
	since := ((to_number(substring(day, 0, 4)) * 12) + two_digits_at(day, 5)) - 1 + months
	year := floor(since / 12)
	month := (since % 12) + 1
	day_of_month := min([two_digits_at(day, 8), days_in_month(year, month)])
	text := concat("-", [sprintf("%d", [year]), two_digits(month), two_digits(day_of_month)])
}

# days since 1 March of the year 0: counted from March, a leap day is the last day of a year
day_number(day) := number if {
	since := (to_number(substring(day, 0, 4)) * 12) + two_digits_at(day, 5) - 3
	year := floor(since / 12)
	month := since % 12
	leap_days := (floor(year / 4) - floor(year / 100)) + floor(year / 400)
	number := (year * 365) + leap_days + floor(((month * 153) + 2) / 5) + two_digits_at(day, 8)
}

today := input.assessed_on

held := input.registration

period_end := plus_months(held.start, 60)

first := [
	{"rule": "declarations", "status": otherwise(count(object.get(input, "declarations", [])) == 4, "missing")},
	{"rule": "ruling", "status": otherwise(object.get(input, "ruling_known", false) == false, "board")},
	{"rule": "registration_held", "status": otherwise(today < period_end, "board")},
]

# the certificate of conduct

vog := [
	{"rule": "vog_held", "status": otherwise(input.vog.subject == "natural_person", "unmet")},
	{"rule": "vog_profile", "status": otherwise(input.vog.relevant_profile, "unmet")},
	{"rule": "vog_age", "status": otherwise(today <= plus_months(input.vog.issued_on, 12), "unmet")},
	{"rule": "vog_original", "status": otherwise(input.vog.original != "not_shown", "missing")},
] if {
	input.vog.issued_on <= today
} else := [{"rule": "vog_held", "status": "missing"}]

# work

six_months_ago_or_later(signed_on) if {
	signed_on != null
	signed_on <= today
	today <= plus_months(signed_on, 6)
}

default proves(_) := false

proves(period) if {
	period.proof == "employment_contract"
	period.titled
}

proves(period) if {
	declaration := period.proof.employer_declaration
	six_months_ago_or_later(declaration.signed_on)
	tells_function(period, declaration)
}

proves(period) if {
	declaration := period.proof.self_employed
	declaration.kvk_registered
	six_months_ago_or_later(declaration.signed_on)
	tells_function(period, declaration)
}

tells_function(period, _) if period.titled

tells_function(_, declaration) if declaration.describes_function

last_day(period) := until if {
	until := period.until
	is_string(until)
	until < today
} else := today

is_ongoing(period) if {
	until := object.get(period, "until", null)
	until == null
}

is_ongoing(period) if period.until >= today

before := day_number(plus_months(today, -60))

days(period) := max([0, day_number(last_day(period)) - max([before, day_number(period.from) - 1])])

exists := [period | some period in object.get(input, "work", []); period.from <= today]

claimed := [period | some period in exists; period.hbo_level; count(period.tasks) > 0]

proven := [period | some period in claimed; proves(period)]

# amounts: in hundredths, as sums of decimal fractions may be off by less than that
hundredths(amount) := round(amount * 100)

worked(periods) := hundredths(sum([hours | some period in periods; hours := days(period) * period.hours_per_week]))

current(periods) := hundredths(sum([period.hours_per_week | some period in periods; is_ongoing(period)]))

work := [
	{"rule": "work_hours", "status": amount_status(worked(proven), worked(claimed), 208000 * 7)},
	{"rule": "work_current", "status": amount_status(current(proven), current(claimed), 1600)},
]

amount_status(have, could_have, need) := "met" if {
	have >= need
} else := "missing" if {
	could_have >= need
} else := "missing" if {
	count(exists) == 0
} else := "unmet"

# points

counted := [activity |
	some activity in input.activities
	activity.on >= held.start
	activity.on < period_end
	activity.on <= today
]

points_of(kind) := hundredths(sum([activity.points | some activity in counted; activity.kind == kind]))

accredited := points_of("accredited")

reflection := points_of("reflection")

membership_years := count({substring(activity.on, 0, 4) |
	some activity in counted
	activity.kind == "bcmb_membership"
})

ambassador := points_of("bcmb_ambassador") if {
	input.bcmb_ambassador_appointed
} else := 0

total := (((accredited + reflection) + points_of("other")) + (membership_years * 100)) + ambassador

need := {"total": 2600, "accredited": 1200, "reflection": 800} if {
	held.skj_shown
	input.skj_shown
} else := {"total": 16000, "accredited": 4000, "reflection": 4000}

points := [
	{"rule": "points_total", "status": otherwise(total >= need.total, "unmet")},
	{"rule": "points_accredited", "status": otherwise(accredited >= need.accredited, "unmet")},
	{"rule": "points_reflection", "status": otherwise(reflection >= need.reflection, "unmet")},
]
