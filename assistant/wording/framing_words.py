"""Words that carry grammar or frame a question, and state no fact about anybody."""

from __future__ import annotations

GRAMMAR = frozenset(
    """a about above across after against ago all along already also although am among an and another any anybody anyone anything are around as at away back
    be because become been before behind being below besides between beyond but by can come comes coming could did do does doing done down during each either else enough
    even every everybody everyone everything few for from further get gets getting go goes going gone got had has have having here how however i if in instead
    into is it its itself just kind least less let lets like lot made make makes making many may maybe me mean means might mine more most much must my myself
    near need needed needs now of off on once only onto or other others otherwise our ours ourselves out over own per perhaps please put quite rather really same
    say saying see seem seems seen shall should since so some somebody someone something somewhat still such sure take taken takes taking than that the their
    theirs them themselves then there these they thing things this those though through thus till to together too toward towards under unless until up upon us
    use used using usually very want wanted wanting wants was way ways we well were what whatever when where whether which whichever while who whom whose why
    will with within would yet you your yours yourself however able both okay yes none ought rather regarding despite via toward it'd""".split()
) - {"many", "few", "both"}
"""Function words, without those that count, deny, or tell a person's gender."""

FRAMING = GRAMMAR | frozenset(
    """help helps helped helping helpful decide decides deciding decided decision decisions choose choosing choice choices weigh weighing compare comparing
    think thinking thought thoughts consider considering considered look looking find finding work works working talk talking tell telling explain explaining
    suggest suggesting share sharing know knowing known understand understanding hope hoping wish wonder wondering trying try tried question questions
    answer answers advice advise view views opinion idea ideas step steps approach approaching approaches option options point points matter matters part parts
    case situation result results goal goals aim aims aiming session mentor best better good right wrong important main mainly useful realistic possible likely clear clearly
    clearest specific concrete start starting begin keep keeps keeping give given giving happen happens happening feel feeling next particular particularly especially
    especially exactly currently today's right ask asking mention mentioned mentions describe said figure sort hold holds holding thank thanks concern concerns
    focus context background timeframe topic ahead forward order reach reaching achieve achieving handle handling face facing deal dealing set far worth overall unsure
    reason reasons mind sense make matter believe guess appreciate grateful able hard harder""".split()
)
"""Words that any sharpened question may use."""

ASKING = FRAMING | frozenset(
    """deadline date dates horizon rush urgent soon timeframe timeline time moment today tomorrow week weeks month months year years day days role level field
    experience blocks block blocking stuck worry worries worried worrying obstacle difficult difficulty stop stops stopping stand stands standing way risk success successful outcome
    review explain plan planning introduce introduction rehearse rehearsing practice practise walk guide recommend feedback suggestion several thread threads
    settle settled decided priority prioritize biggest most first bring picture imagine explore explored considered attempted attempt taken led person people
    minutes stranger reader share detail details bit say count short sentence sentences word words name describe little involved lies sits leave come comes change different open check whole call called present""".split()
)
"""Words that a question back to the mentee may use besides: it asks for a deadline and claims none."""

NEGATORS = frozenset("not no never without cannot nor neither nobody none nothing hardly barely ain't".split())

GENDERED = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
}
"""Pronouns that tell a gender, which the mentee must have told too."""

CLAUSE_WORDS = frozenset(
    "whether if how what which why when where who because but or and so than though although while".split()
)
"""Words at which a negation ends."""
