"""The member states of the United Nations with capital and demonym, and how stories call some of them.

Names after the United Nations' list of member states, in the short form that newspapers use.
"""

# name: capital: demonym (further demonyms after a slash). "-": the capital's name is the country's.
_STATES = """
Afghanistan:Kabul:Afghan|Albania:Tirana:Albanian|Algeria:Algiers:Algerian|Andorra:Andorra la Vella:Andorran
Angola:Luanda:Angolan|Antigua and Barbuda:Saint John's:Antiguan|Argentina:Buenos Aires:Argentine/Argentinian
Armenia:Yerevan:Armenian|Australia:Canberra:Australian|Austria:Vienna:Austrian|Azerbaijan:Baku:Azerbaijani/Azeri
Bahamas:Nassau:Bahamian|Bahrain:Manama:Bahraini|Bangladesh:Dhaka:Bangladeshi|Barbados:Bridgetown:Barbadian
Belarus:Minsk:Belarusian|Belgium:Brussels:Belgian|Belize:Belmopan:Belizean|Benin:Porto-Novo:Beninese
Bhutan:Thimphu:Bhutanese|Bolivia:La Paz:Bolivian|Bosnia and Herzegovina:Sarajevo:Bosnian|Botswana:Gaborone:Botswanan
Brazil:Brasilia:Brazilian|Brunei:Bandar Seri Begawan:Bruneian|Bulgaria:Sofia:Bulgarian
Burkina Faso:Ouagadougou:Burkinabe|Burundi:Gitega:Burundian|Cabo Verde:Praia:Cape Verdean
Cambodia:Phnom Penh:Cambodian|Cameroon:Yaounde:Cameroonian|Canada:Ottawa:Canadian
Central African Republic:Bangui:Central African|Chad:N'Djamena:Chadian|Chile:Santiago:Chilean
China:Beijing:Chinese|Colombia:Bogota:Colombian|Comoros:Moroni:Comorian|Congo:Brazzaville:Congolese
Costa Rica:San Jose:Costa Rican|Cote d'Ivoire:Yamoussoukro:Ivorian|Croatia:Zagreb:Croatian|Cuba:Havana:Cuban
Cyprus:Nicosia:Cypriot|Czech Republic:Prague:Czech|North Korea:Pyongyang:North Korean
Democratic Republic of the Congo:Kinshasa:Congolese|Denmark:Copenhagen:Danish/Dane|Djibouti:-:Djiboutian
Dominica:Roseau:Dominican|Dominican Republic:Santo Domingo:Dominican|Ecuador:Quito:Ecuadorian
Egypt:Cairo:Egyptian|El Salvador:San Salvador:Salvadoran|Equatorial Guinea:Malabo:Equatorial Guinean
Eritrea:Asmara:Eritrean|Estonia:Tallinn:Estonian|Eswatini:Mbabane:Swazi|Ethiopia:Addis Ababa:Ethiopian
Fiji:Suva:Fijian|Finland:Helsinki:Finnish/Finn|France:Paris:French|Gabon:Libreville:Gabonese
Gambia:Banjul:Gambian|Georgia:Tbilisi:Georgian|Germany:Berlin:German|Ghana:Accra:Ghanaian|Greece:Athens:Greek
Grenada:Saint George's:Grenadian|Guatemala:Guatemala City:Guatemalan|Guinea:Conakry:Guinean
Guinea-Bissau:Bissau:Bissau-Guinean|Guyana:Georgetown:Guyanese|Haiti:Port-au-Prince:Haitian
Honduras:Tegucigalpa:Honduran|Hungary:Budapest:Hungarian|Iceland:Reykjavik:Icelandic|India:New Delhi:Indian
Indonesia:Jakarta:Indonesian|Iran:Tehran:Iranian|Iraq:Baghdad:Iraqi|Ireland:Dublin:Irish|Israel:Jerusalem:Israeli
Italy:Rome:Italian|Jamaica:Kingston:Jamaican|Japan:Tokyo:Japanese|Jordan:Amman:Jordanian
Kazakhstan:Astana:Kazakh|Kenya:Nairobi:Kenyan|Kiribati:Tarawa:I-Kiribati|Kuwait:-:Kuwaiti
Kyrgyzstan:Bishkek:Kyrgyz|Laos:Vientiane:Laotian/Lao|Latvia:Riga:Latvian|Lebanon:Beirut:Lebanese
Lesotho:Maseru:Basotho|Liberia:Monrovia:Liberian|Libya:Tripoli:Libyan|Liechtenstein:Vaduz:Liechtensteiner
Lithuania:Vilnius:Lithuanian|Luxembourg:-:Luxembourgish|Madagascar:Antananarivo:Malagasy|Malawi:Lilongwe:Malawian
Malaysia:Kuala Lumpur:Malaysian|Maldives:Male:Maldivian|Mali:Bamako:Malian|Malta:Valletta:Maltese
Marshall Islands:Majuro:Marshallese|Mauritania:Nouakchott:Mauritanian|Mauritius:Port Louis:Mauritian
Mexico:Mexico City:Mexican|Micronesia:Palikir:Micronesian|Moldova:Chisinau:Moldovan|Monaco:-:Monegasque
Mongolia:Ulaanbaatar:Mongolian|Montenegro:Podgorica:Montenegrin|Morocco:Rabat:Moroccan
Mozambique:Maputo:Mozambican|Myanmar:Naypyitaw:Burmese|Namibia:Windhoek:Namibian|Nauru:Yaren:Nauruan
Nepal:Kathmandu:Nepali/Nepalese|Netherlands:The Hague:Dutch|New Zealand:Wellington:New Zealander
Nicaragua:Managua:Nicaraguan|Niger:Niamey:Nigerien|Nigeria:Abuja:Nigerian|North Macedonia:Skopje:Macedonian
Norway:Oslo:Norwegian|Oman:Muscat:Omani|Pakistan:Islamabad:Pakistani|Palau:Ngerulmud:Palauan
Panama:Panama City:Panamanian|Papua New Guinea:Port Moresby:Papua New Guinean|Paraguay:Asuncion:Paraguayan
Peru:Lima:Peruvian|Philippines:Manila:Philippine/Filipino|Poland:Warsaw:Polish|Portugal:Lisbon:Portuguese
Qatar:Doha:Qatari|South Korea:Seoul:South Korean|Romania:Bucharest:Romanian|Russia:Moscow:Russian
Rwanda:Kigali:Rwandan|Saint Kitts and Nevis:Basseterre:Kittitian|Saint Lucia:Castries:Saint Lucian
Saint Vincent and the Grenadines:Kingstown:Vincentian|Samoa:Apia:Samoan|San Marino:-:Sammarinese
Sao Tome and Principe:Sao Tome:Sao Tomean|Saudi Arabia:Riyadh:Saudi|Senegal:Dakar:Senegalese
Serbia:Belgrade:Serbian|Seychelles:Victoria:Seychellois|Sierra Leone:Freetown:Sierra Leonean|Singapore:-:Singaporean
Slovakia:Bratislava:Slovak|Slovenia:Ljubljana:Slovenian|Solomon Islands:Honiara:Solomon Islander
Somalia:Mogadishu:Somali|South Africa:Pretoria:South African|South Sudan:Juba:South Sudanese|Spain:Madrid:Spanish
Sri Lanka:Colombo:Sri Lankan|Sudan:Khartoum:Sudanese|Suriname:Paramaribo:Surinamese|Sweden:Stockholm:Swedish/Swede
Switzerland:Bern:Swiss|Syria:Damascus:Syrian|Tajikistan:Dushanbe:Tajik|Thailand:Bangkok:Thai
Timor-Leste:Dili:Timorese|Togo:Lome:Togolese|Tonga:Nuku'alofa:Tongan|Trinidad and Tobago:Port of Spain:Trinidadian
Tunisia:Tunis:Tunisian|Turkey:Ankara:Turkish|Turkmenistan:Ashgabat:Turkmen|Tuvalu:Funafuti:Tuvaluan
Uganda:Kampala:Ugandan|Ukraine:Kyiv:Ukrainian|United Arab Emirates:Abu Dhabi:Emirati|United Kingdom:London:British
Tanzania:Dodoma:Tanzanian|United States:Washington:American|Uruguay:Montevideo:Uruguayan|Uzbekistan:Tashkent:Uzbek
Vanuatu:Port Vila:Ni-Vanuatu|Venezuela:Caracas:Venezuelan|Vietnam:Hanoi:Vietnamese|Yemen:Sanaa:Yemeni
Zambia:Lusaka:Zambian|Zimbabwe:Harare:Zimbabwean
"""

_ALSO = {
    "u.s.": "United States", "us": "United States", "u.s": "United States", "usa": "United States",
    "america": "United States", "u.k.": "United Kingdom", "uk": "United Kingdom", "britain": "United Kingdom",
    "great britain": "United Kingdom", "dprk": "North Korea", "rok": "South Korea", "türkiye": "Turkey",
    "turkiye": "Turkey", "czechia": "Czech Republic", "burma": "Myanmar", "ivory coast": "Cote d'Ivoire",
    "cape verde": "Cabo Verde", "swaziland": "Eswatini", "east timor": "Timor-Leste", "uae": "United Arab Emirates",
    "prc": "China", "holland": "Netherlands",
}  # fmt: skip
# Who speaks for a country under the name of a house.
_SEATS = {
    "kiev": "Ukraine", "the kremlin": "Russia", "kremlin": "Russia", "downing street": "United Kingdom",
    "brasília": "Brazil", "bogotá": "Colombia", "abuja": "Nigeria", "sana'a": "Yemen", "peking": "China",
    "delhi": "India", "rangoon": "Myanmar",
}  # fmt: skip
# Seats of others than their country, so no name for it.
_NOT_FOR_COUNTRY = {"Brussels", "The Hague", "Bern", "Georgia", "Jordan"}


def _rows() -> list[tuple[str, str, tuple[str, ...]]]:
    rows = []
    for line in _STATES.strip().splitlines():
        for row in line.split("|"):
            name, capital, demonyms = row.split(":")
            rows.append((name, name if capital == "-" else capital, tuple(demonyms.split("/"))))
    return rows


STATES = _rows()
COUNTRY_NAMES = {name.lower(): name for name, _, _ in STATES} | _ALSO
COUNTRY_OF_CAPITAL = {
    capital.lower(): name
    for name, capital, _ in STATES
    if capital not in _NOT_FOR_COUNTRY and capital != name
} | _SEATS
COUNTRY_OF_DEMONYM = {
    demonym.lower(): name for name, _, demonyms in reversed(STATES) for demonym in demonyms
} | {"u.s.": "United States", "us": "United States", "uk": "United Kingdom"}


def country_named(words: str) -> str:
    """The country that these words name outright ("the U.S."), else ""."""
    low = words.lower().replace("’", "'").removeprefix("the ")
    return COUNTRY_NAMES.get(low, "")
