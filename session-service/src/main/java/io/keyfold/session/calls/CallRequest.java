package io.keyfold.session.calls;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.Conversation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A requested tool call.
 *
 * @param tenant the session's tenant
 * @param actor the caller
 * @param requestId id of the HTTP request
 * @param session the session, which is open
 * @param tool name of the tool in the session
 * @param params parameters of the request, of which the name is replaced by the provider's
 * @param conversation the client during the call
 * @param claim the claim under which the call is made; null for a call without an idempotency key
 */
public record CallRequest(
  TenantId tenant,
  Actor actor,
  String requestId,
  Session session,
  ToolName tool,
  RawObject params,
  Conversation conversation,
  @Nullable Claim claim
) {
  /** Prefix of tool call ids. */
  static final String ID_PREFIX = "tcl_";

  /**
   * The exclusive right to make a call.
   *
   * @param id id of the tool call
   * @param until time by which the call must be started and recorded; later, another request may hold the right
   */
  public record Claim(String id, Instant until) {
    /** Validity of a claim after the request; claiming takes less. */
    static final Duration VALIDITY = Duration.ofSeconds(10);

    /**
     * {@return a new claim}
     *
     * @param requestedAt time of the request
     * @param floor earliest start time of new operations. With a clock that was set back, the call could otherwise
     *     precede the reported completeness, and others would assume it was never made
     */
    static Claim of(Instant requestedAt, Instant floor) {
      Instant from = requestedAt.isAfter(floor) ? requestedAt : floor;
      return new Claim(Ids.fresh(ID_PREFIX, from), from.plus(VALIDITY));
    }
  }

  /** Creates a call without a claim. */
  public CallRequest(
    TenantId tenant,
    Actor actor,
    String requestId,
    Session session,
    ToolName tool,
    RawObject params,
    Conversation conversation
  ) {
    this(tenant, actor, requestId, session, tool, params, conversation, null);
  }

  /** {@return the call with the claim} */
  CallRequest under(Claim given) {
    return new CallRequest(tenant, actor, requestId, session, tool, params, conversation, given);
  }

  /** {@return id of the call, if it starts now} */
  String id(Instant now) {
    return claim == null ? Ids.fresh(ID_PREFIX, now) : claim.id();
  }

  /** {@return whether it is too late to start the call} */
  boolean lateAt(Instant now) {
    return claim != null && now.isAfter(claim.until());
  }

  /** Omits the input, which may be confidential. */
  @Override
  public String toString() {
    return "CallRequest[" + session.id() + ", " + tool.wire() + "]";
  }
}
