"""Words of a deadline text that are no dates: the three types, vague wishes, states."""

import re

from issues.deadlines.reading import DeadlineType

_IMMEDIATE = re.compile(
    r"(?:立行|立知立|立整立|立查立|立说立行|即知即|即查即|即行即|即整即|即改|边查边改|边学边改|边整边改|随查随改"
    r"|立即|立刻|即刻|即时|当即|当场|马上|现场整改|立改)"
)
_STAGED = re.compile(r"分阶段|分步|分批|分期|阶段性(?:整改|推进|完成|任务)|分年度")
_STANDING = re.compile(
    r"长期(?:坚持|推进|整改|落实|抓|执行|保持|实施|任务|有效|开展|跟踪|巩固|(?=$|[,;。、)]))|持续(?!至|到|时间|\d)|坚持不懈"
    r"|常态|常抓|常年|长抓|久久为功|一以贯之|长效坚持|不断巩固"
)
TYPES: tuple[tuple[DeadlineType, re.Pattern[str]], ...] = (
    ("immediate", _IMMEDIATE),
    ("staged", _STAGED),
    ("standing", _STANDING),
)

VAGUE = re.compile(
    r"限期|近期|短期|中期|远期|尽快|尽早|早日|抓紧|适时|择机|待定|另行|另定|视情|按期|如期|按要求|按规定|按照|按时|及时|规定时间|即日|定期"
)
DONE = re.compile(
    r"已(?:经|全部|基本|全面|按期|如期|于[^,;。]{1,16})?(?:完成|整改|办结|销号|落实|解决|改正|到位|完结|结案|立行立改|立即整改)"
    r"|^(?:完成|办结|销号|完结|已结|结案|整改完成|完成整改|整改到位|整改完毕)$"
)


# 不能立行立改的，6月底前完成: the words name what this issue is not.
_NEGATED = re.compile(
    r"(?:不能|无法|不可|难以|未能)够?(?:立行立改|立知立改|立即|即知即改|即改|立改|马上|当场|当即|立刻)"
)


def types_in(text: str) -> tuple[DeadlineType, ...]:
    """The types a normalised text names, in their fixed order."""
    said = _NEGATED.sub("", text)
    return tuple(kind for kind, words in TYPES if words.search(said))
