"""One mail to the owner by SMTP, always encrypted (RFC 8314), with headers that no text can break out of."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from touchbase.errors import BadInput, ProviderDown, SignInAgain

if TYPE_CHECKING:
    import smtplib

TIMEOUT = 30.0  # seconds
Settings = Mapping[str, str | bool | int]


def message(sender: str, to: str, subject: str, text: str, html: str = "") -> EmailMessage:
    """Plain text, and the same as a page where there is one (RFC 2046 multipart/alternative)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, " ".join(subject.split())
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers it
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def send(mail: EmailMessage, settings: Settings) -> None:
    """Hand it to the server; ProviderDown when it does not take it, SignInAgain for a wrong password."""
    import smtplib

    if "smtp_host" not in settings:
        raise BadInput("No mail server is set.", remedy="Write smtp_host under [digest] in config.toml.")
    password = _password(settings)
    try:
        with _connected(settings) as server:
            if "smtp_user" in settings:
                server.login(str(settings["smtp_user"]), password)
            server.send_message(mail)
    except smtplib.SMTPAuthenticationError:
        raise SignInAgain("The mail server refused the password.", "Correct smtp_password_file.") from None
    except (smtplib.SMTPException, OSError) as error:
        said = f"{settings['smtp_host']} did not take the mail: {type(error).__name__}."
        raise ProviderDown(said, "Check [digest] in config.toml, and the network.") from None


def _connected(settings: Settings) -> "smtplib.SMTP":
    import smtplib
    from ssl import create_default_context

    host, port = str(settings["smtp_host"]), int(settings["smtp_port"])
    if settings["security"] == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=create_default_context())
    server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    server.starttls(context=create_default_context())
    return server


def _password(settings: Settings) -> str:
    """The first line of the file, which nobody else may read."""
    if "smtp_password_file" not in settings:
        return ""
    path = Path(str(settings["smtp_password_file"]))
    try:
        if path.stat().st_mode & 0o077:
            raise BadInput(f"{path} can be read by others.", remedy=f"chmod 600 {path}")
        return path.read_text("utf-8").split("\n", 1)[0].strip()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", remedy="Correct smtp_password_file.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not plain UTF-8 text.", remedy="Write the password on its first line.") from None
