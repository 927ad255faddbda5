package io.keyfold.session.commands;

/** Commands on the secrets of sessions. */
public sealed interface SecretCommand
  extends SessionCommand
  permits CreateSessionSecret, RevokeSessionSecret, RotateSessionSecret
{
  /** {@return the session whose secret it is} */
  String getSessionId();
}
