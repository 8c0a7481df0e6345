using System.ComponentModel.DataAnnotations;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Form;

/// <summary>What the form's pages post; each page uses its own section. Amounts are entered in 万元, as offices write them.</summary>
public sealed class FormInput
{
    public string? CoreName { get; set; }
    public AllianceKind Kind { get; set; }
    public string? KeyIndustry { get; set; }
    public string? IndustryCode { get; set; }
    public ContactInput Contact { get; set; } = new();
    public MemberInput Member { get; set; } = new();
    /// <summary>Which member unit the page was filled in from: by code and name as they stood then.</summary>
    public MemberKey Was { get; set; } = new();
    public AgreementInput Agreement { get; set; } = new();
    public PlanInput Plan { get; set; } = new();
    public GovernanceInput Governance { get; set; } = new();
    /// <summary>The member units as the table of them has them.</summary>
    public List<MemberRow> Members { get; set; } = [];
    public List<PersonInput> Team { get; set; } = [];
    public List<ProjectInput> Projects { get; set; } = [];
    public List<AchievementInput> Achievements { get; set; } = [];

    /// <summary>Which button was pressed: save, next, add, paste, or remove and a row's number.</summary>
    public string? Do { get; set; }

    /// <summary>Rows copied from Excel.</summary>
    [LongText(100_000)] public string? Pasted { get; set; }

    /// <summary>Row and column they were pasted into; null below the last.</summary>
    public string? PasteAt { get; set; }

    /// <summary>The row to take out, where the button says so.</summary>
    public int? RowToRemove => Do is not null && Do.StartsWith("remove-", StringComparison.Ordinal)
        && int.TryParse(Do.AsSpan("remove-".Length), out var row) ? row : null;

    /// <summary>联系人.</summary>
    public sealed class ContactInput
    {
        public string? Name { get; set; }
        public string? Position { get; set; }
        public string? Phone { get; set; }

        public static ContactInput Of(Contact c) => new() { Name = c.Name, Position = c.Position, Phone = c.Phone };
        public Contact ToContact() => new() { Name = Clean(Name), Position = Clean(Position), Phone = Clean(Phone) };
    }

    /// <summary>What the table of member units shows of one; the rest of it stands on its own page.</summary>
    public sealed class MemberRow
    {
        /// <summary>Which unit the row was filled in from.</summary>
        public MemberKey Was { get; set; } = new();
        /// <summary>Its place then; null for a unit that is new.</summary>
        public int? Place { get; set; }
        public string? Name { get; set; }
        public string? CreditCode { get; set; }
        public UnitKind Kind { get; set; }
        public bool IsLead { get; set; }
        public string? RegionCode { get; set; }
        public string? LegalRepresentative { get; set; }
        [LongText] public string? Task { get; set; }

        public static MemberRow Of(MemberUnit m, int place) => new()
        {
            Was = MemberKey.Of(m),
            Place = place,
            Name = m.Name,
            CreditCode = m.CreditCode,
            Kind = m.Kind,
            IsLead = m.IsLead,
            RegionCode = m.RegionCode,
            LegalRepresentative = m.LegalRepresentative,
            Task = m.Task,
        };

        /// <summary>As far as the row says.</summary>
        public MemberUnit ToMember() => new()
        {
            Name = Clean(Name),
            CreditCode = Code(CreditCode),
            Kind = Kind,
            IsLead = IsLead,
            RegionCode = CodeLists.RegionCode(RegionCode),
            LegalRepresentative = Clean(LegalRepresentative),
            Task = Clean(Task),
        };
    }

    /// <summary>By what a member unit is found again, whatever place it has meanwhile.</summary>
    public sealed class MemberKey
    {
        public string? CreditCode { get; set; }
        public string? Name { get; set; }

        public static MemberKey Of(MemberUnit m) => new() { CreditCode = m.CreditCode, Name = m.Name };

        /// <summary>Its place in the list; the one it had where it has neither code nor name, and null where it is gone.</summary>
        public int? In(IReadOnlyList<MemberUnit> members, int? place)
        {
            if (place is { } same && same < members.Count && Is(members[same])) return same;
            return Where(m => Same(m.CreditCode, CreditCode)) ?? Where(m => Same(m.Name, Name));

            int? Where(Func<MemberUnit, bool> known)
                => members.Index().Where(m => known(m.Item)).Select(m => (int?)m.Index).FirstOrDefault();
        }

        bool Is(MemberUnit m) => (m.CreditCode, m.Name) == (CreditCode ?? "", Name ?? "");

        static bool Same(string one, string? other) => TypedText.Letters(one) is { Length: > 0 } key && key == TypedText.Letters(other);
    }

    /// <summary>成员单位.</summary>
    public sealed class MemberInput
    {
        public string? Name { get; set; }
        public string? CreditCode { get; set; }
        public bool IsLead { get; set; }
        public UnitKind Kind { get; set; }
        public string? KindNote { get; set; }
        public string? Address { get; set; }
        public string? RegionCode { get; set; }
        [Range(0, Money.MostTenThousands)] public decimal? RegisteredCapital { get; set; }
        [LongText] public string? BusinessScope { get; set; }
        public DateOnly? FoundedOn { get; set; }
        public string? LegalRepresentative { get; set; }
        public ContactInput Contact { get; set; } = new();
        [LongText] public string? Task { get; set; }
        public string? Signatory { get; set; }
        public DateOnly? SignedOn { get; set; }
        public bool ByProxy { get; set; }

        public static MemberInput Of(MemberUnit m) => new()
        {
            Name = m.Name,
            CreditCode = m.CreditCode,
            IsLead = m.IsLead,
            Kind = m.Kind,
            KindNote = m.KindNote,
            Address = m.Address,
            RegionCode = m.RegionCode,
            RegisteredCapital = InTenThousands(m.RegisteredCapitalFen),
            BusinessScope = m.BusinessScope,
            FoundedOn = m.FoundedOn,
            LegalRepresentative = m.LegalRepresentative,
            Contact = ContactInput.Of(m.Contact),
            Task = m.Task,
            Signatory = m.Signature?.Signatory,
            SignedOn = m.Signature?.SignedOn,
            ByProxy = m.Signature?.ByProxy ?? false,
        };

        public MemberUnit ToMember() => new()
        {
            Name = Clean(Name),
            CreditCode = Code(CreditCode),
            IsLead = IsLead,
            Kind = Kind,
            KindNote = Clean(KindNote),
            Address = Clean(Address),
            RegionCode = CodeLists.RegionCode(RegionCode),
            RegisteredCapitalFen = InFen(RegisteredCapital),
            BusinessScope = Clean(BusinessScope),
            FoundedOn = FoundedOn,
            LegalRepresentative = Clean(LegalRepresentative),
            Contact = Contact.ToContact(),
            Task = Clean(Task),
            Signature = Clean(Signatory).Length == 0 && SignedOn is null ? null
                : new Signature { Signatory = Clean(Signatory), SignedOn = SignedOn, ByProxy = ByProxy },
        };
    }

    /// <summary>联盟协议.</summary>
    public sealed class AgreementInput
    {
        [LongText(20_000)] public string? Goals { get; set; }
        public string? LiableCreditCode { get; set; }
        [LongText(20_000)] public string? ResultsOwnership { get; set; }
        [LongText(20_000)] public string? BenefitGuarantee { get; set; }
        public bool NoDisputeDeclared { get; set; }

        public static AgreementInput Of(Agreement a) => new()
        {
            Goals = a.Goals,
            LiableCreditCode = a.LiableCreditCode,
            ResultsOwnership = a.ResultsOwnership,
            BenefitGuarantee = a.BenefitGuarantee,
            NoDisputeDeclared = a.NoDisputeDeclared,
        };

        public Agreement ToAgreement() => new()
        {
            Goals = Clean(Goals),
            LiableCreditCode = Code(LiableCreditCode),
            ResultsOwnership = Clean(ResultsOwnership),
            BenefitGuarantee = Clean(BenefitGuarantee),
            NoDisputeDeclared = NoDisputeDeclared,
        };
    }

    /// <summary>发展规划及实施方案.</summary>
    public sealed class PlanInput
    {
        [LongText(20_000)] public string? Direction { get; set; }
        [LongText(20_000)] public string? Principles { get; set; }
        [LongText(20_000)] public string? Targets { get; set; }
        [LongText(20_000)] public string? Tasks { get; set; }
        [LongText(20_000)] public string? Steps { get; set; }
        [LongText(20_000)] public string? ExpectedResults { get; set; }

        public static PlanInput Of(Plan p) => new()
        {
            Direction = p.Direction,
            Principles = p.Principles,
            Targets = p.Targets,
            Tasks = p.Tasks,
            Steps = p.Steps,
            ExpectedResults = p.ExpectedResults,
        };

        public Plan ToPlan() => new()
        {
            Direction = Clean(Direction),
            Principles = Clean(Principles),
            Targets = Clean(Targets),
            Tasks = Clean(Tasks),
            Steps = Clean(Steps),
            ExpectedResults = Clean(ExpectedResults),
        };
    }

    /// <summary>组织机构与机制.</summary>
    public sealed class GovernanceInput
    {
        [LongText] public string? DecisionBody { get; set; }
        [LongText] public string? AdvisoryBody { get; set; }
        [LongText] public string? ExecutiveBody { get; set; }
        [LongText(20_000)] public string? Mechanism { get; set; }
        [LongText(20_000)] public string? FundRules { get; set; }

        public static GovernanceInput Of(Governance g) => new()
        {
            DecisionBody = g.DecisionBody,
            AdvisoryBody = g.AdvisoryBody,
            ExecutiveBody = g.ExecutiveBody,
            Mechanism = g.Mechanism,
            FundRules = g.FundRules,
        };

        public Governance ToGovernance() => new()
        {
            DecisionBody = Clean(DecisionBody),
            AdvisoryBody = Clean(AdvisoryBody),
            ExecutiveBody = Clean(ExecutiveBody),
            Mechanism = Clean(Mechanism),
            FundRules = Clean(FundRules),
        };
    }

    /// <summary>研发团队的一人.</summary>
    public sealed class PersonInput
    {
        public string? Name { get; set; }
        public string? Title { get; set; }
        public string? Field { get; set; }
        public string? UnitCreditCode { get; set; }

        public static PersonInput Of(TeamMember t)
            => new() { Name = t.Name, Title = t.Title, Field = t.Field, UnitCreditCode = t.UnitCreditCode };
        public TeamMember ToPerson()
            => new() { Name = Clean(Name), Title = Clean(Title), Field = Clean(Field), UnitCreditCode = Code(UnitCreditCode) };
    }

    /// <summary>产业化项目.</summary>
    public sealed class ProjectInput
    {
        public string? Name { get; set; }
        public string? UnitCreditCode { get; set; }
        public DateOnly? StartedOn { get; set; }
        [Range(0, Money.MostTenThousands)] public decimal? Investment { get; set; }
        [LongText] public string? Summary { get; set; }

        public static ProjectInput Of(IndustrialProject p) => new()
        {
            Name = p.Name,
            UnitCreditCode = p.UnitCreditCode,
            StartedOn = p.StartedOn,
            Investment = InTenThousands(p.InvestmentFen),
            Summary = p.Summary,
        };

        public IndustrialProject ToProject() => new()
        {
            Name = Clean(Name),
            UnitCreditCode = Code(UnitCreditCode),
            StartedOn = StartedOn,
            InvestmentFen = InFen(Investment),
            Summary = Clean(Summary),
        };
    }

    /// <summary>知识产权、标准或成果.</summary>
    public sealed class AchievementInput
    {
        public AchievementKind Kind { get; set; }
        public string? Number { get; set; }
        public string? Title { get; set; }
        public string? OwnerCreditCode { get; set; }

        public static AchievementInput Of(Achievement a)
            => new() { Kind = a.Kind, Number = a.Number, Title = a.Title, OwnerCreditCode = a.OwnerCreditCode };
        public Achievement ToAchievement()
            => new() { Kind = Kind, Number = Clean(Number), Title = Clean(Title), OwnerCreditCode = Code(OwnerCreditCode) };
    }

    static string Clean(string? text) => TypedText.Clean(text);

    static string Code(string? text) => TypedText.Code(text);

    static decimal? InTenThousands(long? fen) => fen is { } amount ? amount / Money.FenOfTenThousand : null;

    static long? InFen(decimal? tenThousands) => tenThousands is { } amount ? (long)decimal.Round(amount * Money.FenOfTenThousand) : null;
}
