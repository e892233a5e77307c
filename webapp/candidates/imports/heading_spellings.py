"""What the columns of a spreadsheet of candidates are called, by centres and their systems."""

FIELDS = {
    "surname": "Surname",
    "forenames": "Forenames",
    "middle_names": "Middle names",
    "born_on": "Date of birth",
    "gender": "Gender",
    "candidate_number": "Candidate number",
    "uci": "UCI",
    "uln": "ULN",
    "ocr_number": "OCR candidate number",
    "groups": "Group",
    "added_on": "Date added",
}

# The surest spelling of each field first. Spaces, case, accents and punctuation do not count.
SPELLINGS = {
    "surname": "surname, surnames, last name, last names, family name, family names, surname name,"
    " name surname, sname, lname",
    "forenames": "forenames, forename, first names, first name, given names, given name,"
    " all forenames, full forenames, first and middle names, forenames and middle names,"
    " forename and middle names, christian names, christian name, name forename, fname",
    "middle_names": "middle names, middle name, middle name s, middlenames, middlename, mname,"
    " other names, other name, other forenames, second names, second name",
    "born_on": "date of birth, birth date, dob, birthdate, born on, born, birthday, date birth,"
    " dateofbirth dob, dob date of birth, birth dt, dt of birth, d o birth",
    "gender": (
        "gender, sex, m f, f m, gender sex, sex gender, gender code, gender description, gendr"
    ),
    "candidate_number": "candidate number, exam candidate number, exam number, candidate no,"
    " exam candidate no, exam no, exams number, exams no, examination number, examination no,"
    " cand number, cand no, candidate num, exam num, candidate exam number, candidate exam no,"
    " examination candidate number, exam candidate num, candno, exam cand no",
    "uci": "uci, unique candidate identifier, unique candidate identifier uci,"
    " uci unique candidate identifier, uci number, uci no, uci code, exam uci, exams uci,"
    " unique candidate id, unique candidate number, unique candidate no",
    "uln": "uln, unique learner number, unique learner number uln, uln unique learner number,"
    " uln number, uln no, unique learner no, unique learner num, unique learner id,"
    " unique learner identifier",
    "ocr_number": "ocr candidate number, ocr number, ocr candidate no, ocr no, ocr candidate id,"
    " ocr id, ocr learner number, ocr candidate ref, ocr ref, ocr cand no",
    "groups": "group, groups, candidate group, candidate groups, group name, group code,"
    " cohort, cohort name, reg group, registration group, reg, reg form, registration form,"
    " registration, form group, tutor group, tutorgroup, teaching group, class group, form, class,"
    " reg grp, tutor grp, year reg",
    "added_on": "date added, added on, added, date created, created on, created",
}
