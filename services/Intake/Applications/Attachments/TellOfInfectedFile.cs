using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Documents;
using Alliance.Letters;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>Whoever uploaded a file in which the malware scanner found something is told by letter.</summary>
static class TellOfInfectedFile
{
    public static async Task Tell(IServiceProvider services, UnitOfWork work, StoredDocument document)
    {
        if (document.StoredBy.Length == 0) return;
        await services.GetRequiredService<LetterBox>().Tell(work, Audience.Account(document.StoredBy), document.CaseId, $"上传的文件含有恶意内容",
            $"文件“{document.FileName}”含有恶意内容（{document.Finding}），已经删除。请检查您的计算机，重新上传没有问题的文件。",
            $"/intake/applications/{document.CaseId}/attachments");
    }
}
