"""Words for invented lists of names; 'a' is for calibrating, 'b' is kept for measuring."""

from __future__ import annotations

from typing import Final, NamedTuple


class Vocabulary(NamedTuple):
    """What the names of one set of invented towns are made of."""

    towns: tuple[str, ...]
    places: tuple[str, ...]
    things: tuple[str, ...]
    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    trades: tuple[str, ...]
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    nicknames: tuple[tuple[str, str], ...]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


# Near misses are planted on purpose: linde and linden, kerk and werk, roos and rots.
_A: Final = Vocabulary(
    _split("Lindebroek, Waardhuizen, Noorderveen"),
    _split("Zonnehof, Rietlanden, Oosterkwartier, Zuiderpoort, De Hoef, Het Hof, Merelwijk, "
           "Kanaalzone, Oud-Noord, Oud-Zuid, Vogelbuurt, Vogelpark, Westerhaven, Molenveld, "
           "Molenzicht, Beukenhorst, Beukendaal, Stadsrand, Havenkwartier, Hoog-Rielen"),
    _split("Linde, Linden, Lente, Brug, Burcht, Roos, Rots, Kern, Kerk, Zonnebloem, Zonneboom, "
           "Vlinder, Vliet, Regenboog, Vuurtoren, Springplank, Draaischijf, Schakel, Schatkist, "
           "Wervel, Waterlelie, Kompas, Kameleon, Spiegel, Spindel, Egelantier, Klimop, Kiem, "
           "Ceder, Cirkel, Bron, Boei, Tuimelaar, Bolder, Ark, Parel, Pareltje, Toverfluit, "
           "Olijfboom, Olijftak, Duif, Duin, Knoop, Knop"),
    _split("Buurthuis, Buurttuin, Speeltuin, Wijkcentrum, Moestuin, Basisschool, Kinderopvang, "
           "Sportclub, Zangkoor, Huiskamer, Inloophuis, Repair Café, Theater, Muziekschool, "
           "Bewonersgroep, Winkeliersvereniging, Voetbalvereniging, Tennisvereniging, Museum"),
    _split("Ouderen, Jongeren, Vrouwen, Mannen, Kinderen, Nieuwkomers, Mantelzorgers, Migranten"),
    _split("Bouw, Catering, Taxi, Advies, Beheer, Events, Schilderwerken, Holding, Producties, "
           "Installatie, Verhuur, Consultancy, Zorg, Coaching"),
    _split("Jan, Johan, Johanna, Piet, Pieter, Kees, Anna, Anneke, Maria, Marieke, Mohammed, "
           "Fatima, Ahmed, Aisha, Sanne, Sander, Tim, Tom, Thomas, Emma, Ella, Daan, Dana, Lotte, "
           "Lotta, Bram, Brian, Willem, Wilma, Henk, Hanna, Erik, Erica, Karin, Karen, Joost, "
           "José, Renée, René, Murat, Elif, Yusuf, Yasmin, Peter, Petra"),
    _split("de Vries, Jansen, Janssen, van den Berg, van de Berg, Bakker, Backer, Visser, Smit, "
           "Smits, de Boer, den Boer, Mulder, Muller, de Groot, Bos, Vos, van der Linden, "
           "van Linden, Meijer, Meyer, Dekker, Dijkstra, van Dijk, van Dijck, Yilmaz, Yildiz, "
           "El Amrani, El Idrissi, Kaya, Peters, Petersen, Hendriks, Hendrikx, van Leeuwen, Kok, "
           "Kuipers, Kuiper, Verhoeven, van Vliet, Schouten, Scholten, Hoekstra, Koster, Kosters, "
           "Wiersma, Wiersema, Postma, Ó Briain, Müller, van 't Hof, ter Horst"),
    (("Johannes", "Jan"), ("Cornelis", "Kees"), ("Willem", "Wim"), ("Hendrik", "Henk"),
     ("Elisabeth", "Els"), ("Margaretha", "Greet")),
)
_B: Final = Vocabulary(
    _split("Duinstede, Veldersloot, Kasteleinsdam"),
    _split("Sterrenburg, Sterrenbos, Oosteinde, Westeinde, De Akkers, Het Akker, Waterwijk, "
           "Waterrijk, Spoorkwartier, Noordrand, Zuidrand, Parkzicht, Parkzijde, Dichterswijk, "
           "Schilderskwartier, Nieuw-Oost, Nieuw-West, Havendam, Heuvelrug, Hoge Veld"),
    _split("Pelikaan, Pelikanen, Boom, Boog, Tand, Tang, Beer, Beek, Mozaïek, Klaver, Klaroen, "
           "Lantaarn, Horizon, Vlieger, Vliering, Zandloper, Zandkorrel, Meander, Meidoorn, "
           "Sleutel, Sleutelbloem, Anker, Akker, Kring, Kroon, Vonk, Vork, Zwaluw, Zwaan, Wilg, "
           "Wieg, Kastanje, Kade, Kudde, Toren, Torens, Fontein, Kapel, Kapstok, Stek, Steg, "
           "Trefpunt, Trampoline, Wijzer"),
    _split("Dorpshuis, Pluktuin, Voorleescafé, Ontmoetingscentrum, Kringloopwinkel, Bibliotheek, "
           "Jeugdhonk, Peuterspeelzaal, Turnvereniging, Fanfare, Kookstudio, Wandelgroep, "
           "Zorgcoöperatie, Energiecoöperatie, Dierenweide, Scoutinggroep, Atelier, Harmonie, "
           "Schaakvereniging"),
    _split("Senioren, Studenten, Meisjes, Jongens, Nabestaanden, Starters, Vluchtelingen, Vaders"),
    _split("Timmerwerken, Koeriers, Fietsen, Makelaardij, Juweliers, Vastgoed, Media, Tuinen, "
           "Transport, Software, Beveiliging, Uitvaartzorg, Bakkerijen, Techniek"),
    _split("Gerrit, Geert, Dirk, Dick, Sofie, Sophia, Julia, Julian, Lucas, Luuk, Noor, Nora, "
           "Youssef, Samira, Samir, Khadija, Ali, Alie, Eva, Ewa, Floor, Floris, Maud, Max, Nina, "
           "Nienke, Ruben, Rutger, Stefan, Stefanie, Wouter, Walter, Zeynep, Mehmet, Ingrid, "
           "Astrid, Marco, Marcus, Roos, Rosa, Sjoerd, Tjeerd, Zoë, Chloé"),
    _split("Hofman, Hofmans, Brouwer, Brouwers, van der Meer, van Meer, van der Veen, van Veen, "
           "de Jong, de Jonge, Klein, Kleijn, van der Heijden, van der Heyden, Prins, Prinsen, "
           "Blom, Bloem, van Beek, van der Beek, Huisman, Huismans, Gerritsen, Gerrits, Öztürk, "
           "Demir, Demirci, Bouzid, Bouziani, Willems, Willemsen, Maas, Haas, Timmermans, "
           "Timmerman, Groen, Groenen, Martens, Mertens, Schipper, Schippers, Zijlstra, Zijlmans, "
           "ten Brink, van den Brink, van Rooij, van Rooijen, Núñez, Lefèvre, 't Hart"),
    (("Johanna", "Hanneke"), ("Nicolaas", "Klaas"), ("Gerardus", "Gerard"), ("Antonius", "Ton"),
     ("Catharina", "Tineke"), ("Bernardus", "Ben")),
)
VOCABULARIES: Final = {"a": _A, "b": _B}
