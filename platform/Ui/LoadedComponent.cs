using Microsoft.AspNetCore.Components;

namespace Alliance.Ui;

/// <summary>
/// A page or a part of one that reads something before it has anything to show. The framework renders a component as soon as its reading
/// has to wait, so what stands there then depends on how quickly the database answered: half of what is read, and now and then a page that
/// fails. Here the first rendering comes before anything is read, always, and the next one after all of it.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    /// <summary>Reads what the component shows.</summary>
    protected abstract Task Load();

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        await Task.Yield();
        await Load();
    }
}
