package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import java.util.Optional;

/** Names in a session of the tools or prompts that its providers list. */
interface NameScheme {
  /** {@return the name in the session} */
  String wire(SessionProvider provider, String key);

  /** {@return what the name stands for, if the providers list it} */
  Optional<SessionNames.Named> find(String name);
}
