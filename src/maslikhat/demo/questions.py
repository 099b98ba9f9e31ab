"""Questions of the demo's agendas; none exists, and each says so."""

from typing import NamedTuple


class Question(NamedTuple):
    """A question that does not exist, in the three languages."""

    kk: str
    ru: str
    en: str

    @property
    def titles(self) -> dict[str, str]:
        """Its title, which says that it is an example."""
        return {
            "kk": f"Үлгі: {self.kk}",
            "ru": f"Пример: {self.ru}",
            "en": f"Example: {self.en}",
        }


BUDGET = Question(
    "бюджеттің орындалуы туралы есеп",
    "отчёт об исполнении бюджета",
    "report on how the budget was carried out",
)
WATER = Question(
    "ауылдарды ауыз сумен қамту барысы",
    "ход обеспечения сёл питьевой водой",
    "drinking water for the villages",
)
STAFF = Question(
    "мәслихат аппаратының штаты",
    "штат аппарата маслихата",
    "the staff of the maslikhat's office",
)
OTHER = Question("әртүрлі мәселелер", "разное", "other business")
ROADS = Question(
    "жергілікті жолдарды жөндеу жоспары",
    "план ремонта местных дорог",
    "the plan of repairing local roads",
)
ELECTION = Question(
    "тұрақты комиссияның төрағасын сайлау",
    "избрание председателя постоянной комиссии",
    "election of the chair of a standing commission",
)
HALL = {"kk": "Мәжіліс залы", "ru": "Зал заседаний", "en": "Assembly hall"}
OFFICE = {
    "kk": "қаржы басқармасының басшысы (үлгі)",
    "ru": "руководитель управления финансов (пример)",
    "en": "head of the department of finance (an example)",
}
