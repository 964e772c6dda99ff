"""WebEngine pages that show our own HTML and reach nothing else.

For the screen (`web_view`) and for paper (`printing`).  The locks that stand here are named in
`body_view`; each page that they guard also carries a policy of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

_SCHEME = b"griffielezer"
_HOST = "bericht"
_ALLOWED = {_SCHEME.decode(), "data"}

_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
)


def register_scheme() -> None:
    """Make our scheme known; Chromium wants that before there is an application."""
    if QWebEngineUrlScheme.schemeByName(_SCHEME).name():
        return
    scheme = QWebEngineUrlScheme(_SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class OfflineProfile(QWebEngineProfile):
    """Off the record: no cache, no cookies, no storage on disk; serves one page at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handler = _PageServer(self)
        self._interceptor = _Gate(self)
        self.installUrlSchemeHandler(_SCHEME, self._handler)
        self.setUrlRequestInterceptor(self._interceptor)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.setSpellCheckEnabled(False)
        self.downloadRequested.connect(_refuse_download)
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)

    def serve(self, html: str) -> QUrl:
        """The address of `html`, until the next one."""
        return self._handler.serve(html)


class OfflinePage(QWebEnginePage):
    """Shows the pages of its profile; whatever else would be shown is refused or leaves as a signal."""

    link_activated = Signal(str)
    strayed = Signal()  # away from our page, on a way that Chromium does not ask about

    def __init__(self, profile: OfflineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        profile.setParent(self)  # so that it goes after its page, as WebEngine demands
        self._profile = profile
        self._url = QUrl()
        self.newWindowRequested.connect(lambda request: self._leave(request.requestedUrl()))
        self.permissionRequested.connect(_deny)
        self.urlChanged.connect(self._watch)

    def show_html(self, html: str) -> None:
        self._url = self._profile.serve(html)
        self.setUrl(self._url)

    def go_to(self, anchor: str) -> None:
        target = QUrl(self._url)
        target.setFragment(anchor)
        self.setUrl(target)

    def acceptNavigationRequest(  # Qt's own signature
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,  # noqa: A002
        isMainFrame: bool,  # noqa: FBT001, N803
    ) -> bool:
        target = QUrl(url)
        if isMainFrame and self._is_own(target):
            return True
        if type == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._leave(target)
        return False

    def javaScriptConsoleMessage(self, *_message: object) -> None:
        """Keep silent: Chromium's console prints addresses from messages."""

    def _is_own(self, url: QUrl) -> bool:
        """Whether it is the page that is shown, or a place in it."""
        return url.scheme() == self._url.scheme() and url.path() == self._url.path()

    @Slot(QUrl)
    def _watch(self, url: QUrl) -> None:
        """A meta refresh to about:blank comes without a navigation request.

        An older page of ours may be told late, when the next one is on its way; nothing is served for it any more.
        """
        if not self._url.isEmpty() and url.scheme() != self._url.scheme():
            self.strayed.emit()

    def _leave(self, url: QUrl) -> None:
        self.link_activated.emit(bytes(url.toEncoded().data()).decode("ascii"))


class _PageServer(QWebEngineUrlSchemeHandler):
    """Answers with the bytes of the current page; an older page is gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._content = b""

    def serve(self, html: str) -> QUrl:
        self._number += 1
        self._content = html.encode("utf-8", "replace")
        return QUrl(f"{_SCHEME.decode()}://{_HOST}/{self._number}")

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if job.requestUrl().path() != f"/{self._number}":
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        answer = QBuffer(job)  # lives as long as the job that reads it
        answer.setData(QByteArray(self._content))
        answer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(b"text/html;charset=utf-8", answer)


class _Gate(QWebEngineUrlRequestInterceptor):
    """Lets pass what is ours, and pictures inside a page."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        info.block(info.requestUrl().scheme() not in _ALLOWED)


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
