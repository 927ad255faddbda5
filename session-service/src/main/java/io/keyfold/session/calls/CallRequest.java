package io.keyfold.session.calls;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.ToolName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that is asked for.
 *
 * @param tenant the session's tenant
 * @param actor who asks
 * @param requestId id of the HTTP request
 * @param session the session, which is open
 * @param tool the tool's name in the session
 * @param input what the tool gets
 * @param claim under which it is made; null for a call that nobody can repeat
 */
public record CallRequest(
  TenantId tenant,
  Actor actor,
  String requestId,
  Session session,
  ToolName tool,
  Map<String, Object> input,
  @Nullable Claim claim
) {
  /** Begins the ids of tool calls. */
  static final String ID_PREFIX = "tcl_";

  /**
   * The right to make a call.
   *
   * @param id the tool call's id
   * @param until when the call has to be begun and on record: later, somebody else may have been given the right
   */
  public record Claim(String id, Instant until) {
    /** How long after its request a claimed call may begin; a claim takes less. */
    static final Duration HOLDS = Duration.ofSeconds(10);

    /**
     * {@return a claim to ask for}
     *
     * @param asked when the caller asked
     * @param floor what this instance has promised to be complete: by a clock that was set back the call would be before that, and
     *     others would take it for one that was never made while it is under way
     */
    static Claim of(Instant asked, Instant floor) {
      Instant from = asked.isAfter(floor) ? asked : floor;
      return new Claim(Ids.fresh(ID_PREFIX, from), from.plus(HOLDS));
    }
  }

  /** A call without a claim. */
  public CallRequest(
    TenantId tenant,
    Actor actor,
    String requestId,
    Session session,
    ToolName tool,
    Map<String, Object> input
  ) {
    this(tenant, actor, requestId, session, tool, input, null);
  }

  /** {@return the call under a claim} */
  CallRequest under(Claim given) {
    return new CallRequest(tenant, actor, requestId, session, tool, input, given);
  }

  /** {@return the id of the call, if it begins now} */
  String id(Instant now) {
    return claim == null ? Ids.fresh(ID_PREFIX, now) : claim.id();
  }

  /** {@return whether it may no longer be begun} */
  boolean lateAt(Instant now) {
    return claim != null && now.isAfter(claim.until());
  }

  /** Without the input: it is the caller's business. */
  @Override
  public String toString() {
    return "CallRequest[" + session.id() + ", " + tool.wire() + "]";
  }
}
