namespace Alliance.Gateway.Addresses;

/// <summary>Asks the replicas of a service in turn, so that the second try of a question reaches another one.</summary>
sealed class EachInTurn(Uri[] replicas) : DelegatingHandler
{
    int _turn = -1;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var next = (uint)Interlocked.Increment(ref _turn) % (uint)replicas.Length;
        request.RequestUri = new Uri(replicas[next], request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
