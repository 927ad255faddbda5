package io.keyfold.session.mcp;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callers of sessions' endpoints. */
final class Callers {

  private Callers() {}

  /** {@return a caller with an API key} */
  static McpCaller caller(TenantId tenant, String session, String key) {
    return caller(tenant, session, new Actor(ActorType.API_KEY, key), null);
  }

  /** {@return a caller with a session secret} */
  static McpCaller withSecret(String session, String secret) {
    return caller(Fixtures.TENANT, session, new Actor(ActorType.SESSION, session), secret);
  }

  private static McpCaller caller(TenantId tenant, String session, Actor actor, @Nullable String secret) {
    return new McpCaller(
      tenant,
      actor,
      secret,
      "req_1",
      new Session(session, 1, null, null, null, null, List.of(), false, false, Fixtures.AT, Fixtures.AT),
      "https://keyfold.example"
    );
  }
}
