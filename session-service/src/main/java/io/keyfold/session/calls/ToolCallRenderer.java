package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsedCredential;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Renders tool calls for the API. */
final class ToolCallRenderer {

  private final Catalogue catalogue;
  private final JsonMapper json;

  ToolCallRenderer(Catalogue catalogue, JsonMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  ToolCallBody finished(FinishedCall call, CreateToolCallBody body, String key) {
    RpcMessage.Response response = call.response();
    boolean failed = ToolResults.failed(response);
    return body(
      call.id(),
      key,
      failed ? "failed" : "succeeded",
      call.provider().sessionId(),
      call.provider().id(),
      call.provider().user(),
      new UsedCredential(call.resolved().authConfigId(), call.resolved().credentialVersion(), call.refusedVersion()),
      CalledToolBody.of(call.resolved().provider().id(), key, call.resolved().provider().tool(key)),
      failed ? error(response) : null,
      body.input() == null ? "{}" : json.writeValueAsString(body.input()),
      output(response),
      call.at()
    );
  }

  ToolCallBody logged(TenantId tenant, ToolCallLog.RecordedCall entry) {
    String status = switch (entry.outcome()) {
      case "SUCCEEDED" -> "succeeded";
      case "UNKNOWN" -> "waiting_for_response";
      default -> "failed";
    };
    String code = entry.errorCode();
    Optional<PublishedProvider.KnownTool> known = catalogue
      .known(tenant, entry.deploymentId())
      .flatMap(deployment -> catalogue.knownProvider(tenant, deployment))
      .flatMap(provider -> provider.tool(entry.tool()));
    return body(
      entry.id(),
      entry.tool(),
      status,
      entry.sessionId(),
      entry.sessionProviderId(),
      entry.user(),
      entry.credential(),
      CalledToolBody.of(entry.providerId(), entry.tool(), known),
      status.equals("failed")
        ? new ToolCallBody.ErrorPart(code == null ? "unknown" : code, "The error message was not stored", null)
        : null,
      null,
      null,
      entry.occurredAt()
    );
  }

  private static ToolCallBody body(
    String id,
    String key,
    String status,
    String sessionId,
    String sessionProviderId,
    @Nullable String user,
    UsedCredential credential,
    CalledToolBody tool,
    ToolCallBody.@Nullable ErrorPart error,
    @Nullable String input,
    @Nullable String output,
    java.time.Instant at
  ) {
    return new ToolCallBody(
      "session.tool_call",
      id,
      key,
      "tool_call",
      status,
      "client",
      "tool_call",
      sessionId,
      id.replaceFirst("^tcl_", "smg_"),
      sessionProviderId,
      user,
      null,
      null,
      null,
      null,
      credential,
      tool,
      error,
      input,
      output,
      at
    );
  }

  private static ToolCallBody.ErrorPart error(RpcMessage.Response response) {
    String provider = response instanceof RpcMessage.Fault fault ? fault.error().json().json() : null;
    return new ToolCallBody.ErrorPart(ToolResults.errorCode(response), ToolResults.message(response), provider);
  }

  private static @Nullable String output(RpcMessage.Response response) {
    return response instanceof RpcMessage.Result result ? result.result().json() : null;
  }
}
