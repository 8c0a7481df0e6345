using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Alliance.Identity.Accounts;

/// <summary>
/// Accounts and tokens, the one place where an object-relational mapper is used, because the libraries of sign-in bring theirs.
/// The schema is a script as everywhere (<c>Schema/</c>); a test holds script and model together.
/// </summary>
public sealed partial class AccountDatabase(DbContextOptions<AccountDatabase> options) : IdentityDbContext<Account>(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("account");
        builder.Entity<IdentityRole>().ToTable("role");
        builder.Entity<IdentityUserRole<string>>().ToTable("account_role");
        builder.Entity<IdentityUserClaim<string>>().ToTable("account_claim");
        builder.Entity<IdentityUserLogin<string>>().ToTable("account_login");
        builder.Entity<IdentityUserToken<string>>().ToTable("account_token");
        builder.Entity<IdentityRoleClaim<string>>().ToTable("role_claim");
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            entity.SetTableName(SnakeCase(entity.GetTableName()!.Replace("OpenIddict", "Oidc", StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.Name));
            foreach (var key in entity.GetKeys()) key.SetName(null);
            foreach (var key in entity.GetForeignKeys()) key.SetConstraintName(null);
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"{entity.GetTableName()}_{string.Join('_', index.Properties.Select(p => SnakeCase(p.Name)))}");
        }
    }

    static string SnakeCase(string name) => Humps().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Humps();
}
