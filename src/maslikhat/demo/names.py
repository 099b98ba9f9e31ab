"""Invented names: Kazakh, Russian and others of the country, in three scripts, both patronymics."""

from random import Random
from typing import NamedTuple


class Word(NamedTuple):
    """One name in Kazakh, Russian and English writing."""

    kk: str
    ru: str
    en: str


class Name(NamedTuple):
    """A whole invented name; a patronymic may be absent."""

    surname: Word
    given: Word
    patronymic: Word


def _words(table: str) -> tuple[Word, ...]:
    return tuple(Word(*line.split()) for line in table.strip().splitlines())


NONE = Word("", "", "")

# A surname is written as a man bears it; `_feminine` makes a woman's.
KAZAKH_SURNAMES = _words("""
Ахметов Ахметов Akhmetov
Сейітов Сеитов Seitov
Нұрғалиев Нургалиев Nurgaliyev
Жұмабаев Жумабаев Zhumabayev
Оспанов Оспанов Ospanov
Қасымов Касымов Kassymov
Бекмұхамбетов Бекмухамбетов Bekmukhambetov
Төлегенов Тулегенов Tulegenov
Ермеков Ермеков Yermekov
Сәрсенбаев Сарсенбаев Sarsenbayev
Қожахметов Кожахметов Kozhakhmetov
Әбдірахманов Абдрахманов Abdrakhmanov
Байжанов Байжанов Baizhanov
Дүйсенов Дюсенов Duisenov
Есенғалиев Есенгалиев Yessengaliyev
Жақыпов Жакупов Zhakupov
Ибраев Ибраев Ibrayev
Кенжебаев Кенжебаев Kenzhebayev
Қалиев Калиев Kaliyev
Мұқанов Муканов Mukanov
Мырзахметов Мырзахметов Myrzakhmetov
Нұрпейісов Нурпеисов Nurpeissov
Омаров Омаров Omarov
Рахымжанов Рахимжанов Rakhimzhanov
Сағындықов Сагындыков Sagyndykov
Сүлейменов Сулейменов Suleimenov
Тұрсынов Турсунов Tursunov
Темірбеков Темирбеков Temirbekov
Үсенов Усенов Ussenov
Шәріпов Шарипов Sharipov
Ысқақов Искаков Iskakov
Әлімбеков Алимбеков Alimbekov
Әуезов Ауэзов Auezov
Баймұратов Баймуратов Baimuratov
Досмағамбетов Досмагамбетов Dosmagambetov
Жанділдин Жандильдин Zhandildin
Исабеков Исабеков Issabekov
Көшербаев Кошербаев Kosherbayev
Құдайбергенов Кудайбергенов Kudaibergenov
Молдабеков Молдабеков Moldabekov
Өтегенов Утегенов Utegenov
Сатыбалдиев Сатыбалдиев Satybaldiyev
Смағұлов Смагулов Smagulov
Тәжібаев Тажибаев Tazhibayev
Хамитов Хамитов Khamitov
Шаяхметов Шаяхметов Shayakhmetov
""")
# Surnames without an ending: alike for men and women.
PLAIN_SURNAMES = _words("""
Нұрлан Нурлан Nurlan
Серікбай Серикбай Serikbay
Әділбек Адильбек Adilbek
Қуаныш Куаныш Kuanysh
Төреғали Торегали Toregali
Бекзат Бекзат Bekzat
Ким Ким Kim
Пак Пак Pak
Цой Цой Tsoi
Шмидт Шмидт Schmidt
Вагнер Вагнер Wagner
Бойко Бойко Boiko
Шевченко Шевченко Shevchenko
""")
RUSSIAN_SURNAMES = _words("""
Иванов Иванов Ivanov
Петров Петров Petrov
Кузнецов Кузнецов Kuznetsov
Соколов Соколов Sokolov
Попов Попов Popov
Лебедев Лебедев Lebedev
Новиков Новиков Novikov
Морозов Морозов Morozov
Волков Волков Volkov
Зайцев Зайцев Zaitsev
Павлов Павлов Pavlov
Семёнов Семёнов Semyonov
Голубев Голубев Golubev
Виноградов Виноградов Vinogradov
Богданов Богданов Bogdanov
Воробьёв Воробьёв Vorobyov
Фёдоров Фёдоров Fyodorov
Михайлов Михайлов Mikhailov
""")
KAZAKH_MEN = _words("""
Серік Серик Serik
Болат Болат Bolat
Нұржан Нуржан Nurzhan
Ерлан Ерлан Yerlan
Дәулет Даулет Daulet
Асқар Аскар Askar
Қайрат Кайрат Kairat
Марат Марат Marat
Бауыржан Бауыржан Bauyrzhan
Әділ Адиль Adil
Ғалым Галым Galym
Жандос Жандос Zhandos
Мұрат Мурат Murat
Талғат Талгат Talgat
Өмірбек Омирбек Omirbek
Сәкен Сакен Saken
Рүстем Рустем Rustem
Думан Думан Duman
Қанат Канат Kanat
Әлібек Алибек Alibek
Тимур Тимур Timur
Арман Арман Arman
Ержан Ержан Yerzhan
Самат Самат Samat
Азамат Азамат Azamat
Бекболат Бекболат Bekbolat
""")
KAZAKH_WOMEN = _words("""
Айгүл Айгуль Aigul
Гүлнәр Гульнар Gulnar
Динара Динара Dinara
Жанар Жанар Zhanar
Әсел Асель Assel
Айжан Айжан Aizhan
Сәуле Сауле Saule
Мәдина Мадина Madina
Қарлығаш Карлыгаш Karlygash
Алма Алма Alma
Шолпан Шолпан Sholpan
Айнұр Айнур Ainur
Бибігүл Бибигуль Bibigul
Ләззат Ляззат Lyazzat
Меруерт Меруерт Meruert
Перизат Перизат Perizat
Раушан Раушан Raushan
Үміт Умит Umit
Назгүл Назгуль Nazgul
Әлия Алия Aliya
""")
RUSSIAN_MEN = _words("""
Виктор Виктор Viktor
Сергей Сергей Sergey
Александр Александр Alexandr
Андрей Андрей Andrey
Владимир Владимир Vladimir
Иван Иван Ivan
Михаил Михаил Mikhail
Павел Павел Pavel
Николай Николай Nikolay
Роман Роман Roman
""")
RUSSIAN_WOMEN = _words("""
Елена Елена Yelena
Ольга Ольга Olga
Наталья Наталья Natalya
Ирина Ирина Irina
Светлана Светлана Svetlana
Татьяна Татьяна Tatyana
Марина Марина Marina
Анна Анна Anna
""")
# Fathers' names where a Russian patronymic is not simply the name with an ending.
_RUSSIAN_FATHERS = {
    "Сергей": ("Сергеевич", "Сергеевна", "Sergeyevich", "Sergeyevna"),
    "Андрей": ("Андреевич", "Андреевна", "Andreyevich", "Andreyevna"),
    "Николай": ("Николаевич", "Николаевна", "Nikolayevich", "Nikolayevna"),
    "Михаил": ("Михайлович", "Михайловна", "Mikhailovich", "Mikhailovna"),
    "Павел": ("Павлович", "Павловна", "Pavlovich", "Pavlovna"),
    "Адиль": ("Адильевич", "Адильевна", "Adilyevich", "Adilyevna"),
}


def name(random: Random) -> Name:
    """An invented name: about three in four Kazakh, a third of them women; the draw decides."""
    woman = random.random() < 0.34
    if random.random() < 0.78:
        return _kazakh(random, woman)
    return _russian(random, woman)


def _kazakh(random: Random, woman: bool) -> Name:
    given = random.choice(KAZAKH_WOMEN if woman else KAZAKH_MEN)
    father = random.choice(KAZAKH_MEN)
    draw = random.random()
    if draw < 0.5:
        ending = Word("қызы", "кызы", "kyzy") if woman else Word("ұлы", "улы", "uly")
        patronymic = Word(*(a + b for a, b in zip(father, ending, strict=True)))
    elif draw < 0.92:
        patronymic = _patronymic(father, woman)
    else:
        patronymic = NONE
    if random.random() < 0.12:
        return Name(random.choice(PLAIN_SURNAMES[:6]), given, patronymic)
    return Name(_of(random.choice(KAZAKH_SURNAMES), woman), given, patronymic)


def _russian(random: Random, woman: bool) -> Name:
    given = random.choice(RUSSIAN_WOMEN if woman else RUSSIAN_MEN)
    patronymic = _patronymic(random.choice(RUSSIAN_MEN), woman)
    if random.random() < 0.3:
        return Name(random.choice(PLAIN_SURNAMES[6:]), given, patronymic)
    return Name(_of(random.choice(RUSSIAN_SURNAMES), woman), given, patronymic)


def _of(surname: Word, woman: bool) -> Word:
    return (
        Word(*(part + "а" if part[-1] > "z" else part + "a" for part in surname))
        if woman
        else surname
    )


def _patronymic(father: Word, woman: bool) -> Word:
    if father.ru in _RUSSIAN_FATHERS:
        man_ru, woman_ru, man_en, woman_en = _RUSSIAN_FATHERS[father.ru]
        ru, en = (woman_ru, woman_en) if woman else (man_ru, man_en)
        return Word(ru, ru, en)
    ru, en = ("овна", "ovna") if woman else ("ович", "ovich")
    return Word(father.kk + ru, father.ru + ru, father.en + en)
