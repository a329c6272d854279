"""Verbs that advice begins with, and the words that may follow one when it is an imperative."""

from __future__ import annotations

VERBS = frozenset(
    """accept act adapt add address adjust admit advertise agree aim align allocate allow analyse analyze announce anonymise answer anticipate apologise apologize
    appeal append apply appoint approach argue arrange arrive ask assemble assess assign assist assume attach attempt attend audit automate avoid back backup bank bargain batch be bear
    become beg begin believe benchmark bill bin block blog book borrow bother box break breathe brief bring browse brush budget build bundle buy calculate call calm cancel capture carry
    cc celebrate challenge change charge chase chat check choose circle cite claim clarify clean clear click climb close coach collect colour color combine come comment commit
    compare compile complain complete compress concentrate confirm connect consider consult contact contribute convert cook copy count cover create credit cut date deal debug decide
    declare decline define delay delegate delete deliver demand demo deploy describe design detail develop devote dig direct discuss ditch divide do document donate don't dont double
    download draft draw dress drink drive drop dry-run earn eat edit elect eliminate email embed embrace emphasise emphasize enclose end enjoy enlist enquire enrol enroll ensure enter
    escalate establish estimate evaluate examine exchange exclude excuse exercise expand expect explain explore express extend face fetch fight figure file fill film finalise finalize find
    finish fix flag flip focus fold follow forget format forward frame freelance gather get gift give glance go google grab graph greet group grow guard guess halve hand handle hang have head hear
    help highlight hire hit hold hunt identify ignore imagine improve include increase inform insist inspect install interview introduce invent inventory invest investigate invite invoice involve issue
    iterate itemise itemize join jot judge jump keep kick kill knock know label land laugh launch lay lead lean learn leave lend less let level lift limit line link list listen live load lobby
    lock log look lose love lower mail maintain make map mark match measure meditate meet memorise memorize mention mentor message mind minute mix model monitor move multiply name narrow negotiate network
    never nominate note notice notify nudge nurture number observe offer open order organise organize outline own pace pack paint pair park participate pass paste pause pay phone photograph pick picture pilot pin
    pitch place plan plant play plot point polish pop post postpone practice practise prefer prepare present press pretend price print prioritise prioritize produce program promise promote proofread propose protect
    prove provide publish pull purchase push put question queue quit quote raise ramp rank rate reach react read realise rebuild recall recap reckon recommend record recruit redo reduce refer refine
    reflect refresh refuse register rehearse reinforce reject relax release rely remember remind remove rename rent repair repeat rephrase replace reply report repurpose request require research reserve reset
    resist resubmit resign respond rest restart restrict resume retake return revamp review revise revisit reward rewrite ride ring role-play rotate round run save say scale scan schedule score scrap screen
    search secure see seek select sell send separate serve set settle shadow shake share shift ship shoot shop shorten show shred shut sign simplify simulate sing sit size sketch skim skip sleep slice slow
    smile soak solicit solve sort sound source speak specialise specialize specify spell spend split spot spread stack stand start state stay step stick stop store strip structure study
    submit subscribe suggest sum summarise summarize supply support surround survey suspend swap switch table tackle tag take talk tally target taste teach tell test text thank think throw tick tie tighten
    time tour track trade train translate transfer travel treat trial trim trust try turn tweet type underline understand undertake unsubscribe update upgrade upload use validate value verify video view visit
    visualise volunteer wait walk warn wash watch wear weigh welcome widen win wipe withdraw work wrap write yell""".split()
)

AFTER_VERB = frozenset(
    """a an the this that these those my your his her its our their it them him me us you one two three four five six seven eight nine ten twelve twenty thirty fifty
    all any both each every some no only just exactly at by for from in into of off on onto out over through to up down away back around about with without within under until till
    after before during against along between as if whether what which who whom whose when where why how yourself yourselves more less most least fewer another other others somebody someone anybody anyone something anything
    nothing nobody everyone everything half early late now today tomorrow tonight first next then here there not because instead ahead again properly clearly carefully slowly once twice monday tuesday wednesday thursday friday
    saturday sunday January february march april may june july august september october november december small short real big old new good better simple people names figures numbers dates examples questions
    time contact notes and or so well hard straight right yes no sure ready home alone weekly daily regular specific plain written paper evidence help advice feedback references everybody""".split()
)
