"""A small register, and what each search of it finds, best first."""

import unicodedata

# Surname, forenames, candidate number, OCR number, UCI, ULN, date added: two at each end of a
# period.
REGISTER = (
    ("Abbott", "Ines", "4200", "", "68199C240042A", "", "2026-11-24"),
    ("Anderson", "Kim", "", "", "", "", "2026-11-23"),
    ("Bijon", "Rosemary", "", "", "", "", "2026-11-17"),
    ("Lamarr", "Hedy", "", "", "", "", "2026-11-16"),
    ("Jones", "Mary", "1042", "", "", "", "2026-10-24"),
    ("Jonsson", "Mary-Ann", "", "", "", "", "2026-10-23"),
    ("Marsh", "Peter", "", "", "", "", "2026-08-24"),
    ("Nguyễn", "Thị Ánh", "", "", "", "", "2026-08-23"),
    ("O'Brien", "Aoife", "", "", "", "9276308686", "2026-05-24"),
    ("O’Brien-Śmith", "Caoimhe", "", "", "", "", "2026-05-23"),
    ("Smith", "John", "", "", "681990012058G", "", "2025-11-24"),
    ("Smith-Jones", "Zoë", "", "", "", "", "2025-11-23"),
    ("Sørensen", "Åse", "", "", "", "", "2024-11-24"),
    ("Wójcik", "Łukasz", "", "", "", "", "2024-11-23"),
    ("Петров", "Владимир", "", "", "", "", "2023-11-24"),
    ("王", "小明", "", "", "", "", "2023-11-23"),
    ("Suharto", "", "", "", "", "", "2022-11-24"),
    ("", "Madhavi", "", "", "", "", "2022-11-23"),
    ("van der Berg", "Hugh", "", "", "681990012069M", "", "2021-11-24"),
    ("Taylor", "Noah", "", "", "", "", "2021-11-23"),
    ("Zielińska", "Ewa", "0042", "68199001", "", "", "2019-09-02"),
    ("D'Angelo", "Luca", "", "", "", "1234567899", "2019-09-02"),
    ("Müller-Lüdenscheidt", "Jörg", "", "", "", "", "2019-09-02"),
    ("Ng", "Li", "", "", "", "", "2019-09-02"),
    ("Strauß", "Hanna", "", "", "", "", "2019-09-02"),
    ("de la Cruz", "José Luis", "", "", "", "", "2019-09-02"),
    ("Muellner", "Eva", "", "", "", "", "2019-09-02"),
    ("김", "민준", "", "", "", "", "2019-09-02"),
)

ARCHIVED = (
    ("Jones", "Maryam", "0042", "87654321", "99999B090001H", "1000000000", "2026-11-24"),
    ("王", "Zoë O'Brien", "", "", "", "", "2026-11-24"),
)

# What they were called before.
FORMER = {
    "Lamarr, Hedy": ("Kiesler", "Hedwig Eve"),
    "Taylor, Noah": ("Ó Dubhthaigh-Fitch", "Noah"),
    "Suharto": ("", "Hedy Soekiti"),
}

BY_NAME = [
    "Abbott, Ines",
    "Anderson, Kim",
    "Bijon, Rosemary",
    "D'Angelo, Luca",
    "de la Cruz, José Luis",
    "Jones, Mary",
    "Jonsson, Mary-Ann",
    "Lamarr, Hedy",
    "Madhavi",
    "Marsh, Peter",
    "Muellner, Eva",
    "Müller-Lüdenscheidt, Jörg",
    "Ng, Li",
    "Nguyễn, Thị Ánh",
    "O'Brien, Aoife",
    "O’Brien-Śmith, Caoimhe",
    "Smith, John",
    "Smith-Jones, Zoë",
    "Sørensen, Åse",
    "Strauß, Hanna",
    "Suharto",
    "Taylor, Noah",
    "van der Berg, Hugh",
    "Wójcik, Łukasz",
    "Zielińska, Ewa",
    "Петров, Владимир",
    "김, 민준",
    "王, 小明",
]

EVERYBODY = "|".join(BY_NAME)
MARYS = "Jones, Mary|Jonsson, Mary-Ann|Bijon, Rosemary"
VIETNAMESE, POLISH, DANISH = "Nguyễn, Thị Ánh", "Wójcik, Łukasz", "Sørensen, Åse"
RUSSIAN, CHINESE, GERMAN = "Петров, Владимир", "王, 小明", "Müller-Lüdenscheidt, Jörg"
DOUBLE = "Smith-Jones, Zoë"
LONG = "x" * 5000

# Who is found, "Surname, Forenames|Surname, Forenames", by each of these.
NAMES = {
    "O'Brien, Aoife|O’Brien-Śmith, Caoimhe": [
        "obrien",
        "O'Brien",
        "o’brien",
        "O BRIEN",
        "oBRIEN",
        "brien o",
    ],
    "O’Brien-Śmith, Caoimhe": [
        "O’Brien-Śmith",
        "obrien smith",
        "O`BRIEN SMITH",
        "obriensm",
        "smith c",
    ],
    "D'Angelo, Luca": ["dangelo", "D’ANGELO", "d angelo"],
    MARYS: ["mary jon", "jon mary", "MARY  JON ", "mary mary"],
    "Jones, Mary": ["mary jones", "jones, mary", "Jones Mary"],
    "Jonsson, Mary-Ann": ["mary-ann", "mary ann", "maryann", "ann mary", "onsso"],
    VIETNAMESE: [
        "nguyen",
        "Nguyễn",
        "NGUYỄN",
        "anh thi",
        "guye",
        unicodedata.normalize("NFD", "Nguyễn Thị Ánh"),
    ],
    POLISH: ["lukasz", "Łukasz", "łukasz wojcik", "wojcik", "uk"],
    DANISH: ["sorensen", "Sørensen", "SØRENSEN", "soerensen", "aase", "ase", "A\u030ase", "ørens"],
    DOUBLE: [
        "zoe",
        "zoë",
        "zóe",
        "Zoe\u0308",
        "smith-jones",
        "smith jones",
        "smithjones",
        "smithj",
        "smith–jones",
        "jones-smith",
        "thjon",
    ],
    GERMAN: [
        "mullerlu",
        "müller-lüdenscheidt",
        "ludenscheidt muller",
        "denscheid",
        "mueller",
        "luedenscheidt joerg",
        "muellerluedenscheidt",
    ],
    "Strauß, Hanna": ["strauss", "STRAUẞ"],
    "van der Berg, Hugh": ["van der", "der berg", "berg, hugh van der"],
    "Suharto": ["suharto", "hart"],
    "de la Cruz, José Luis": ["delacruz", "DelaCruz", "de la cruz", "lacruz", "cruz jose"],
    "Muellner, Eva": ["muellner", "Müllner", "mullner", "MÜLLNER eva"],
    "김, 민준": ["김민준", "김 민준", "민준"],
    "Madhavi": ["madhavi", "adhav"],
    RUSSIAN: ["Владимир", "владимир петр", "ЛАДИ"],
    CHINESE: ["王", "明", "王 小明", "小", "王小明", "小明 王"],
    "": ["xanthippe", "q", "mary smith", "marys", "smithjonesz", "nguyem", "maryam", "王 zoe"],
}

NUMBERS = {
    "Smith, John": [
        "681990012058G",
        "681990012058g",
        "68199 0 01 2058 G",
        "68199-0-01-2058-g",
        "\u200b 681990012058G\n",
        "199001205",
        "2058",
        "2058g",
        "smith 2058",
        "smith 68199",
    ],
    "Smith, John|van der Berg, Hugh": ["6819900120", "68199 0 01 20"],
    "": [
        "681990012058H",
        "68199 0 01 2058 H",
        "681990012085G",
        "68199 0 02",
        "00042",
        "9276308687",
        "0000",
        "99999B090001H",
        "99999 B 09 0001 H",
        "1000000000",
        "87654321",
    ],
    "Zielińska, Ewa|Abbott, Ines|Jones, Mary": [
        "42",
        "042",
        " 42\t",
        "’42",
        "４２",
        "42 😀",
        "\u200f42",
    ],
    "Zielińska, Ewa|Abbott, Ines": ["0042"],
    "Zielińska, Ewa|Smith, John|van der Berg, Hugh": ["68199001"],
    "O'Brien, Aoife": ["9276308686", "927 630 8686", "76308"],
    "Abbott, Ines": ["4200", "68199C240042A", "68199 c 24 0042 a"],
}

# Identifier, surname begins, any word begins, contains; each of them by name.
ORDER = {
    (
        "Jones, Mary|Jonsson, Mary-Ann|de la Cruz, José Luis|Müller-Lüdenscheidt, Jörg|Smith,"
        " John|Smith-Jones, Zoë|Bijon, Rosemary"
    ): ["jo"],
    "Jones, Mary|Jonsson, Mary-Ann|Smith-Jones, Zoë|Bijon, Rosemary": ["jon"],
    "Marsh, Peter|Jones, Mary|Jonsson, Mary-Ann|Bijon, Rosemary|Lamarr, Hedy": ["mar"],
    f"Madhavi|Marsh, Peter|{MARYS}|Lamarr, Hedy": ["ma"],
    "Smith, John|Smith-Jones, Zoë|O’Brien-Śmith, Caoimhe": ["smith", "Śmith"],
    f"Ng, Li|{VIETNAMESE}|D'Angelo, Luca": ["ng"],
    (
        f"Anderson, Kim|Jonsson, Mary-Ann|{VIETNAMESE}|D'Angelo, Luca|Strauß, Hanna|van der Berg,"
        " Hugh"
    ): ["an"],
    f"Zielińska, Ewa|Smith-Jones, Zoë|de la Cruz, José Luis|{POLISH}": ["z", "Z"],
    "Zielińska, Ewa|Abbott, Ines|Jones, Mary|O'Brien, Aoife|Smith, John|van der Berg, Hugh": ["0"],
    "Abbott, Ines|D'Angelo, Luca|Jones, Mary|Zielińska, Ewa": ["4"],
    "Zielińska, Ewa|Abbott, Ines|D'Angelo, Luca|Jones, Mary": ["4 2"],
}

# Whom the words fit only with a former name come last, by name.
FORMER_NAMES = {
    "Lamarr, Hedy (formerly Hedwig Eve Kiesler)": [
        "kiesler",
        "KIESLER hedwig",
        "eve lamarr",
        "iesle",
        "hedy kiesler",
    ],
    "Taylor, Noah (formerly Ó Dubhthaigh-Fitch)": [
        "dubhthaigh",
        "ó dubhthaigh",
        "fitch noah",
        "haighfit",
        "taylor fitch",
    ],
    "Suharto (formerly Hedy Soekiti)": ["soekiti", "hedy soek", "suharto hedy"],
    "Lamarr, Hedy|Suharto (formerly Hedy Soekiti)": ["hedy", "HEDY", "hed y"],
    "Suharto": ["suharto"],
    "": ["kiesler fitch", "kieslers"],
}

# Nothing typed has any meaning but its letters and digits.
SIGNS = {
    EVERYBODY: ["", " ", "\t\n", "\u3000", "\0", "\u200f", "\u200b\u00ad"],
    "": [
        '"',
        '""',
        '"""',
        "*",
        "%",
        "_",
        "\\",
        "(",
        ")",
        "'",
        "-",
        "?",
        ":",
        "^",
        "{}",
        "\ufffd",
        "😀",
        "👩🏽‍🎓🏳️‍🌈",
        "NEAR(",
        "NEAR(mary john)",
        "NEAR(mary jones, 5)",
        "mary OR john",
        "mary AND",
        "AND mary",
        "NOT mary",
        "mary NOT jones",
        "mary -john",
        "candidate_search:mary",
        "search_text:mary",
        "{search_text}: mary",
        "'; drop table candidates; --",
        "' or 1=1 --",
        "mary' or '1'='1",
        ":whole",
        "<script>alert(1)</script>",
        "x" * 200,
        LONG,
        "mary " * 5 + LONG,
    ],
    MARYS: [
        "mary*",
        "*mary",
        "^mary",
        "mary%",
        "%mary%",
        "mary_",
        '"mary',
        '"mary"',
        '""mary""',
        "mary\\",
        "(mary",
        "+mary",
        "mary?",
        "mary\0",
        "mary😀",
        "😀 mary",
        "\u202emary\u202c",
        "\u200fmary",
        "m\u00adary",
        "ｍａｒｙ",
        "𝐌𝐚𝐫𝐲",
        "mary " * 40,
        "mary " * 1000,
    ],
    "Jones, Mary": ["mary + jones", '"mary jones"', "mary😀jones", "mary\0jones"],
    "Bijon, Rosemary|Jones, Mary|Jonsson, Mary-Ann|Lamarr, Hedy": ["y%m", "y*m", "y_m"],
    "Bijon, Rosemary": ["<b>mary</b>"],
    "Anderson, Kim|van der Berg, Hugh": ["AND"],
    f"{GERMAN}|{DANISH}|Taylor, Noah": ["OR"],
}

# Period, how many are in it, who was added on the first day that counts, who on the day before.
PERIODS = [
    ("today", 1, "Abbott, Ines", "Anderson, Kim"),
    ("week", 3, "Bijon, Rosemary", "Lamarr, Hedy"),
    ("month", 5, "Jones, Mary", "Jonsson, Mary-Ann"),
    ("3-months", 7, "Marsh, Peter", VIETNAMESE),
    ("6-months", 9, "O'Brien, Aoife", "O’Brien-Śmith, Caoimhe"),
    ("year", 11, "Smith, John", DOUBLE),
    ("2-years", 13, DANISH, POLISH),
    ("3-years", 15, RUSSIAN, CHINESE),
    ("4-years", 17, "Suharto", "Madhavi"),
    ("5-years", 19, "van der Berg, Hugh", "Taylor, Noah"),
    ("any", 28, "Zielińska, Ewa", None),
]
