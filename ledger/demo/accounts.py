"""The places and people of the demo. All of it is invented; posts stand for people."""

from dataclasses import dataclass

PASSWORD = "yanshi-2026"  # noqa: S105 - printed at every start of the demo, never used elsewhere


@dataclass(frozen=True)
class Account:
    """A person one can sign in as."""

    username: str
    role: str
    name: str
    post: str
    place: str


COUNTY = "示例县"
TOWN = "示范街道"
DEPARTMENTS = ("综合科", "政务服务中心", "财务科", "社会事务科", "行政审批科")
TOWN_SECTIONS = ("党政办公室", "便民服务中心", "网格管理中心")
COMMUNITIES = ("一号社区", "二号社区", "三号社区", "四号社区", "五号社区", "六号社区", "七号社区")

ACCOUNTS = (
    Account("jingban", "clerk", "作风办经办员", "作风办经办", COUNTY),
    Account("shenhe", "reviewer", "作风办审核员", "作风办主任", COUNTY),
    Account("lingdao", "leader", "分管领导", "分管副县长", COUNTY),
    Account("lianluo", "liaison", "政务中心联络员", "政务服务中心联络员", "政务服务中心"),
    Account("pingyi", "panelist", "评议员", "居民代表", TOWN),
    Account("xitong", "sysadmin", "系统管理员", "信息中心", COUNTY),
    Account("anquan", "secadmin", "安全管理员", "保密办", COUNTY),
    Account("shenji", "auditor", "审计管理员", "审计科", COUNTY),
)

# Leader posts: (key, post, portfolio, where, username of the account or "").
LEADERS = (
    ("vice", "分管副县长", "政务服务、作风建设", COUNTY, "lingdao"),
    ("chief", "县政府办公室主任", "会议文件、督查", COUNTY, ""),
    ("secretary", "街道党工委书记", "街道全面工作", TOWN, ""),
    ("director", "街道办事处主任", "社区治理、搬迁帮扶", TOWN, ""),
)
