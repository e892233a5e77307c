"""Names of the people of today's United Kingdom, plain and awkward; no real person is meant."""

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

# "Surname, Forenames gender", where + goes before a twin and - is a gender not recorded.
ALWAYS = """
O'Brien-Śmith, Mary-Ann f / Nguyễn, Thị Ánh f / Wulandari, f / , Tenzin m / O’Brien, Seán m / Jones, Mary-Ann f
Jonsson, Mary Ann f / Jones, Mary f / Okafor, Chidera f + Okafor, Chinedu m / Smith-Jones, Zoë f / D'Souza, Renée f
Łukaszewicz, Michał m / Sørensen, Åse f / Patel, Riya f + Patel, Diya f / Ng, Li f / Li, Bo m / O, Yu-na f
Khan, Mohammed m / Khan, Mohammed m / Patel, Priya f / Patel, Priya f / Smith, Jack m / Smith, Jack m
"""
OFTEN = """
Featherstonehaugh-Cholmondeley-Warrington, Alexandra Wilhelmina f / van der Berg, Lotte f / de la Cruz, José María m
MacDonald, Eilidh Rose f / McAllister, Callum m / ap Rhys, Gruffydd m / bin Abdullah, Ahmad Faiz m
Al-Hashimi, Zaynab f / , Madhavi f / Hartono, m / , Zarghuna f / Шевченко, Олена f / 王, 小明 m / الحسن, محمد m
Παπαδοπούλου, Ελένη f / 김, 민준 m / Srinivasaraghavan, Venkatanarasimha Lakshminarayanan m / Adébáyọ̀, Ọlájùmọ̀kẹ́ f
Çelik, Ayşe f / Yılmaz, Işıl f / Rao, K m / García Hernández, Sofía f / Müller, Jürgen m / Dvořáková, Eliška f
Žukauskaitė, Rūta f / Bērziņš, Jānis m / Weiß, Anneliese f / Ștefănescu, Ioana f / Đorđević, Miloš m / Kovács, Árpád m
Þórsdóttir, Guðrún f / Gonçalves dos Santos, João m / Yu, Xi f / Ó Súilleabháin, Tadhg m / Ní Bhriain, Aoife f
Gruffudd, Llŷr m / Ångström, Björn m / N'Diaye, Aïssatou f / D’Arcy, Chloé f / O’Neill, Ciara f / O'Neill, Ciarán m
Dell'Acqua, Niccolò m / Sa’ad, Nu’man m / Kaʻanāʻanā, Leilani f / St John, Oliver m / binti Rahman, Nur Aisyah f
von der Heide, Klaus m / McCarthy-O'Sullivan, Anne-Marie f / Ho, Jo - / Müller-Öztürk, Can Deniz m / Lê, Văn Đức m
Trần, Thị Mỹ Duyên f / Świątek-Żółć, Małgorzata f / Wójcik, Paweł m / Na, Xi m
Fitzgerald-Montgomery-Throckmorton, Bartholomew Maximilian James m / Núñez, Iñigo m / Begum, - / Null, Grace f
Hussain, Zayn m + Hussain, Zayd m / Lindström, Anna-Karin f / Nic Dhòmhnaill, Mòrag f / Mac Giolla Phádraig, Caoimhe f
Abdul-Rahman, Sa'diyya f / Le Roux, Benoît m / Şahin, Gökçe - / Jean-Baptiste, Théo m
"""

# Weight and middle names of a community / surnames / women's forenames / men's, the most common first.
# ";" parts the young from the older, and "Begum|Miah" is a surname with a woman's and a man's form.
_COMMUNITIES = """
44 british / Smith Jones Taylor Brown Wilson Johnson Davies Walker Wright Robinson Thompson White Hughes Edwards Green
Hall Wood Harris Lewis Martin Jackson Clarke Turner Hill Cooper Ward Moore Morris Baker King Harrison Morgan Allen James
Scott Phillips Watson Parker Bennett Young Cook Richardson Carter Shaw Mitchell Bailey Collins Bell Adams Foster Barker
Holmes Marshall Webb Simpson Barnes Fletcher Palmer Knight Butler Hargreaves Ainsworth Lister Pickering Dobson
/ Olivia Emily Grace Jessica Chloe Sophie Lily Amelia Ella Mia Charlotte Lucy Megan Ellie Katie Hannah Holly Ruby Evie
Isabella Amy Abigail Freya Daisy Poppy Leah Molly Phoebe Caitlin Maisie Georgia Scarlett ; Rebecca Lauren Jessica
Charlotte Hannah Sophie Amy Emily Laura Emma Chloe Sarah Lucy Katie Bethany Jade Danielle Stephanie Gemma Natalie Rachel
Samantha Kirsty Kayleigh ; Sarah Claire Nicola Emma Lisa Joanne Michelle Helen Karen Louise Rachel Tracey Sharon Julie
Donna Kelly Amanda Victoria Deborah Wendy
/ Jack Joshua Thomas James Daniel Harry Oliver William Samuel Joseph Charlie Alfie George Benjamin Callum Luke Ethan Jake
Lewis Matthew Archie Jacob Max Tyler Ryan Connor Harvey Kieran Noah Riley Isaac Toby Leo ; Daniel Matthew James Ryan
Joshua Luke Adam Thomas Christopher Jack Michael Jordan Liam Craig Aaron Scott Ben Kyle Nathan Shane Andrew Robert Jamie ;
Paul Mark David Andrew Richard Christopher James Simon Michael Stephen John Robert Darren Steven Jason Nicholas Jonathan
Ian Neil Peter Anthony Martin Philip Gary Wayne
5 british / Jones Davies Williams Evans Thomas Roberts Hughes Lewis Morgan Griffiths Owen Rees Price Lloyd Jenkins Powell
Pritchard Bowen Howells Probert
/ Ffion Seren Cerys Megan Carys Bethan Catrin Nia Lowri Elin Mali Sioned ; Rhian Bethan Angharad Nerys Delyth Eleri
/ Rhys Dylan Owain Ieuan Gethin Tomos Iestyn Harri Osian Steffan ; Gareth Huw Rhodri Dafydd Alun Geraint Emyr
6 british / Smith Brown Wilson Campbell Stewart Robertson Thomson Anderson Murray Reid Morrison Ross Fraser Hamilton
Graham Henderson Kerr Sinclair Buchanan Munro
/ Eilidh Isla Skye Iona Kirsty Ailsa Catriona Rhona Mhairi Freya ; Fiona Lorna Shona Morag Kirsteen Aileen
/ Callum Lewis Finlay Cameron Angus Hamish Euan Rory Struan Logan ; Alasdair Iain Gordon Graeme Douglas Kenneth
5 british / Murphy Kelly Walsh Byrne Ryan Doyle Gallagher Doherty Kennedy Lynch Quinn Brennan Burke Nolan Farrell Sweeney
/ Niamh Aoife Ciara Saoirse Orla Roisin Caoimhe Sinead Aisling Erin Clodagh ; Siobhan Deirdre Bernadette Maeve Patricia
/ Conor Sean Cian Oisin Darragh Liam Declan Eoin Cormac Ronan Patrick ; Brendan Kevin Padraig Eamon Dermot Gerard Brian
3 british / Campbell Brown Williams Clarke Grant Francis Gordon Henry Joseph Charles Bailey Blake Samuels
/ Shanice Aaliyah Tiana Jada Kiara Renae Naomi Imani ; Sharon Marcia Yvonne Beverley Simone
/ Tyrese Jaden Malachi Elijah Andre Leon Kai Tyrell ; Marlon Jermaine Delroy Trevor Carlton
7 / Khan Hussain Ahmed Ali Malik Bibi|Iqbal Begum|Mahmood Akhtar Mirza Shah Butt Raja Chaudhry Kausar|Rehman Aslam Javed
/ Aisha Fatima Zainab Maryam Hafsa Iqra Amina Laiba Sana Zara Khadija Hira Mahnoor Sumaiya ; Shazia Nasreen Rukhsana
Samina Farzana Saima Yasmin Shabana Tahira
/ Mohammed Muhammad Hamza Ibrahim Yusuf Hassan Bilal Umar Zain Haris Abdullah Usman Danyal ; Imran Tariq Asif Nadeem
Shahid Zahid Kashif Waqas Amjad Sajid
5 / Patel Shah Sharma Mistry Desai Joshi Kumar Chauhan Parmar Mehta Solanki Reddy Nair Menon Gupta Thakur Vaghela
/ Priya Diya Riya Anjali Pooja Nisha Kavya Isha Meera Shreya Ananya Tanvi ; Hema Bhavna Jyoti Sunita Kalpana Rekha Sangita
/ Arjun Rohan Aarav Dev Nikhil Jay Rahul Karan Vivek Aryan Kunal Dhruv ; Sanjay Rajesh Dipak Nilesh Hitesh Bharat Mukesh
3 sikh / Gill Dhillon Sandhu Bains Grewal Sidhu Johal Sahota Dhaliwal Atwal Virk
/ Simran Jasmine Harleen Manpreet Kiran Jasleen Gurleen ; Kulwinder Baljinder Narinder Surjit
/ Arjan Jasraj Gurpreet Harjit Ranveer Jovan Manvir ; Jaswinder Balbir Sukhdev Mohinder
4 / Begum|Miah Khatun|Uddin Akter|Islam Rahman Hoque Chowdhury Ali Ahmed Sultana|Alam Talukdar
/ Nusrat Tasnim Maisha Nadia Fahmida Anika Sadia Tahmina Rumana Samiha ; Rahima Shahana Hasina Rehana Salma Nazma Shirin
/ Tanvir Rafi Mahin Nabil Sami Fahim Rayhan Mahdi Tahmid ; Abdul Shofiqul Jahangir Kamal Nazrul Rafiqul Mizan
6 / Okafor Mensah Adeyemi Owusu Okonkwo Boateng Eze Balogun Asante Adebayo Osei Ogunleye Nwosu Appiah Agyeman Bello Danso
/ Blessing Chidinma Temitope Ngozi Adaeze Esther Precious Abena Akosua Efua Folake Ifeoma Favour ; Florence Patience
Gladys Mercy Abiola Comfort
/ Emmanuel Chukwuemeka Oluwaseun Emeka Tunde Kwame Kofi Kwabena Ikenna Obinna Babatunde Samuel ; Sunday Godwin Festus Yaw
Kwesi Olumide
3 / Mohamed Hassan Abdi Ali Warsame Jama Farah Omar Osman Nur
/ Hodan Ifrah Sagal Fartun Nasra Ubah Sahra Amal
/ Abdirahman Mohamed Liban Guled Zakaria Abdullahi Yahya Khalid
2 / Moyo Ncube Dube Sibanda Ndlovu Mutasa Nyoni
/ Rutendo Tariro Chipo Thandiwe Ruvimbo Nomsa
/ Tawanda Tinashe Farai Takudzwa Simbarashe Themba
5 / Nowak Kowalska|Kowalski Wisniewska|Wisniewski Wojcik Kaminska|Kaminski Lewandowska|Lewandowski Zielinska|Zielinski
Szymanska|Szymanski Mazur Krawczyk Piotrowska|Piotrowski Pawlak Dudek Adamczyk
/ Julia Maja Zuzanna Oliwia Wiktoria Natalia Aleksandra Gabriela Martyna Kinga ; Agnieszka Katarzyna Anna Magdalena Monika
Joanna Beata Ewa Dorota
/ Jakub Kacper Filip Szymon Mateusz Dawid Bartosz Oskar Wiktor Igor Patryk ; Piotr Tomasz Krzysztof Marcin Grzegorz
Andrzej Dariusz Jacek Artur
2 / Wang Zhang Chen Liu Wong Chan Cheung Lam Leung Huang Zhao Yang Chow Kwok Tang Tsang
/ Xinyi Jiayi Vivian Yuhan Mengyao Joyce Siyu Ruoxi Yuting ; Meiling Xiaohong Lijuan Jing
/ Haoran Yuxuan Jason Zihao Junjie Kelvin Weiming Marcus ; Jianguo Zhiqiang Raymond Guowei
2 / Popescu Popa Ionescu Dumitru Stan Radu Stoica Munteanu Ciobanu Rusu Matei
/ Andreea Maria Elena Ioana Alexandra Bianca Denisa Larisa ; Mihaela Daniela Cristina
/ Andrei Alexandru Mihai Stefan Ionut Gabriel Razvan ; Florin Marian Vasile Adrian
1 / Silva Santos Ferreira Pereira Costa Oliveira Rodrigues Martins Fernandes Lopes
/ Beatriz Mariana Carolina Leonor Ana Matilde ; Paula Fernanda Teresa
/ Diogo Tiago Rodrigo Miguel Pedro Rui ; Carlos Jorge Manuel
"""
_MIDDLE = {
    "british": (
        "Louise Rose Grace Elizabeth Jane May Anne Marie",
        "James John William Thomas David Michael Alexander",
    ),
    "sikh": ("Kaur", "Singh"),
}
_AGE_GROUPS = (84, 10, 6)
_GENDERS = {"f": "female", "m": "male", "-": ""}
_TABLE = [text.split("/") for text in re.split(r"\n(?=[0-9])", _COMMUNITIES.strip())]
_WEIGHTS = [int(origin.split()[0]) for origin, *_ in _TABLE]


class Name(NamedTuple):
    """age_group is 0 (young), 1 or 2 (older); gender is female, male or ""."""

    surname: str
    forenames: str
    gender: str
    age_group: int
    awkward: bool


def written(rng: Random, text: str) -> Iterator[list[Name]]:
    """The families in such a text: one person each, or twins."""
    for family in text.strip().replace("\n", " / ").split(" / "):
        (age_group,) = rng.choices(range(3), _AGE_GROUPS)
        parts = ([*person[:-2].split(","), _GENDERS[person[-1]]] for person in family.split(" + "))
        yield [
            Name(surname, forenames.strip(), gender, age_group, True)
            for surname, forenames, gender in parts
        ]


def drawn(rng: Random, double_barrelled: bool) -> Name:
    """One person by chance; a double-barrelled surname makes the name awkward."""
    (community,) = rng.choices(_TABLE, _WEIGHTS)
    (age_group,) = rng.choices(range(3), _AGE_GROUPS)
    man = rng.random() < 0.48
    by_age = community[2 + man].split(";")
    own = by_age[min(age_group, len(by_age) - 1)]
    _, middle = (*community[0].split(), "")[:2]
    names = [_pick(rng, own), _pick(rng, _MIDDLE[middle][man] if middle else own)]
    forenames = " ".join(dict.fromkeys(names)) if rng.random() < 0.55 else names[0]
    surnames = [_pick(rng, community[1]).split("|")[-1 if man else 0] for _ in range(2)]
    surname = "-".join(dict.fromkeys(surnames)) if double_barrelled else surnames[0]
    gender = "" if rng.random() < 0.02 else "male" if man else "female"
    return Name(surname, forenames, gender, age_group, "-" in surname)


def _pick(rng: Random, text: str) -> str:
    names = text.split()
    return names[int(len(names) * rng.random() ** 1.5)]
