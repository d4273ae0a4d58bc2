"""The closed list: what each measure is called, and how an indicator asks for one."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.domain.measures import activity, system
from ims_docs.domain.measures.figure import (
    DAYS,
    NUMBER,
    PERCENT,
    Figure,
    Limit,
    Measure,
    Question,
)
from ims_docs.model.content import Value
from ims_docs.model.period import Period
from ims_docs.model.repository import Repository

_LISTED = (
    Measure("ideas-received", "Ideas received", NUMBER, "Ideas whose date lies in the period.", activity.ideas_received),
    Measure("ideas-answered-in-time", "Ideas answered in time", PERCENT, "Of the ideas whose date lies in the period, those with a day under `feedback_on` within the limit that the indicator names.", activity.ideas_answered_in_time, needs_limit=True),
    Measure("idea-answer-days", "Days until an idea is answered", DAYS, "Median of the days from `date` to `feedback_on`, of ideas answered in the period.", activity.idea_answer_days),
    Measure("ideas-taken-up", "Ideas taken up", PERCENT, "Of the ideas closed in the period, those taken up or combined.", activity.ideas_taken_up),
    Measure("open-ideas", "Open ideas", NUMBER, "Ideas that were open at the end of the period.", activity.open_ideas),
    Measure("open-idea-days", "Age of open ideas", DAYS, "Median age of the ideas that were open at the end of the period.", activity.open_idea_days),
    Measure("insights-gathered", "Insights gathered", NUMBER, "Opportunities and intelligence reports whose date lies in the period.", activity.insights_gathered),
    Measure("people-engaged", "People engaged", PERCENT, "Of the active people, those who brought an idea or own an experiment of the period, or own or work in an initiative that ran in it.", activity.people_engaged),
    Measure("experiments-ended", "Experiments ended", NUMBER, "Experiments whose `ended_on` lies in the period.", activity.experiments_ended),
    Measure("experiment-days", "Time for an experiment", DAYS, "Median of the days from `date` to `ended_on`, of experiments that ended in the period.", activity.experiment_days),
    Measure("solutions-deployed", "Solutions deployed", NUMBER, "Deployments of the period that are in use or closed, without withdrawals.", activity.solutions_deployed),
    Measure("stopped-with-lesson", "Initiatives stopped with a lesson", PERCENT, "Of the initiatives closed in the period, those stopped that name a lesson.", activity.stopped_with_lesson),
    Measure("initiative-days", "Days of an initiative", DAYS, "Median of the days from `date` to `closed_on`, of initiatives closed in the period.", activity.initiative_days),
    Measure("lessons-recorded", "Lessons recorded", NUMBER, "Lessons whose date lies in the period.", activity.lessons_recorded),
    Measure("lessons-used", "Lessons used", PERCENT, "Of the lessons of the 24 months before the end of the period, those that name what they led to.", activity.lessons_used),
    Measure("rights-disclosed", "Intellectual property disclosed", NUMBER, "Disclosures whose date lies in the period.", activity.rights_disclosed),
    Measure("actions-in-time", "Actions done in time", PERCENT, "Of the actions and decisions in records that were due in the period, those done by the day that is written there.", system.actions_in_time),
    Measure("actions-overdue", "Actions overdue", NUMBER, "Actions and decisions in records that were late and not done at the end of the period.", system.actions_overdue),
    Measure("nonconformities-open", "Open nonconformities", NUMBER, "Nonconformities that were open at the end of the period.", system.nonconformities_open),
    Measure("nonconformity-days", "Days until a nonconformity is settled", DAYS, "Median of the days from `date` to `closed_on`, of nonconformities closed in the period.", system.nonconformity_days),
    Measure("improvements-effective", "Improvements found effective", NUMBER, "Improvements closed in the period and found effective.", system.improvements_effective),
    Measure("audits-reported", "Internal audits reported", NUMBER, "Internal audit reports whose date lies in the period.", system.audits_reported),
    Measure("people-trained", "People trained", PERCENT, "Of the active people, those with evidence of the 24 months before the end of the period that education, training, a certificate or coaching helped.", system.people_trained),
    Measure("objectives-achieved", "Objectives achieved", PERCENT, "Of the objectives whose `due` lies in the period, those achieved.", system.objectives_achieved),
)  # fmt: skip

MEASURES: Mapping[str, Measure] = {one.name: one for one in _LISTED}
"""By name. The schema of the indicators lists the same names."""


def question_of(repository: Repository, values: Mapping[str, Value], period: Period) -> Question:
    """What an indicator asks of a repository, with the limit that it names."""
    return Question(repository, period, _limit(repository, values.get("limit")))


def compute(repository: Repository, values: Mapping[str, Value], period: Period) -> Figure | None:
    """The figure of an indicator; None where it names no measure, or lacks the limit that it needs."""
    measure = MEASURES.get(str(values.get("measure") or ""))
    asked = question_of(repository, values, period)
    if measure is None or (measure.needs_limit and asked.limit is None):
        return None
    return measure.compute(asked)


def _limit(repository: Repository, name: Value) -> Limit | None:
    register = repository.register("limits")
    for one in register.entries if register and name else ():
        value, unit = one.values.get("value"), one.values.get("unit")
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if (
            one.id == name
            and isinstance(value, int)
            and is_whole
            and unit in ("working days", DAYS)
        ):
            return Limit(one.id, value, is_working=unit != DAYS)
    return None
