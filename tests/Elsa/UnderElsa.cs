using System.Runtime.CompilerServices;
using Alliance.Workflows.Elsa;

namespace Alliance.Workflows.Tests;

/// <summary>Everything in this program is carried out by Elsa, unless somebody named another engine.</summary>
static class UnderElsa
{
    [ModuleInitializer]
    internal static void Choose()
    {
        if (Environment.GetEnvironmentVariable("Workflows__Engine") is null)
            Environment.SetEnvironmentVariable("Workflows__Engine", typeof(ElsaEngine).Assembly.Location);
    }
}
