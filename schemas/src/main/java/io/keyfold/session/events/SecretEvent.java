package io.keyfold.session.events;

/** Events about the secrets of sessions. */
public sealed interface SecretEvent
  extends SessionEvent
  permits SessionSecretCreated, SessionSecretRevoked, SessionSecretRotated
{
  /** {@return the session whose secret it is} */
  String getSessionId();
}
