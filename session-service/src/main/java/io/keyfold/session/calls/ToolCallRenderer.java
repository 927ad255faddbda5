package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.KnownTool;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.platform.toolcall.UsedCredential;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.usage.Outcome;
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
    PublishedProvider provider = call.resolved().provider();
    RecordedCall recorded = new RecordedCall(
      call.id(),
      call.at(),
      provider.id(),
      call.resolved().deployment().id(),
      new UsedCredential(call.resolved().authConfigId(), call.resolved().credentialVersion(), call.refusedVersion()),
      call.provider().sessionId(),
      call.provider().id(),
      call.provider().user(),
      key,
      (failed ? Outcome.FAILED : Outcome.SUCCEEDED).name(),
      failed ? ToolResults.errorCode(response) : null
    );
    return ToolCallBody.of(recorded, provider.tool(key)).with(
      failed ? error(response) : null,
      body.input() == null ? "{}" : json.writeValueAsString(body.input()),
      output(response)
    );
  }

  ToolCallBody logged(TenantId tenant, RecordedCall call) {
    Optional<KnownTool> known = catalogue
      .known(tenant, call.deploymentId())
      .flatMap(deployment -> catalogue.knownProvider(tenant, deployment))
      .flatMap(provider -> provider.tool(call.tool()));
    return ToolCallBody.of(call, known);
  }

  private static ToolCallBody.ErrorPart error(RpcMessage.Response response) {
    String provider = response instanceof RpcMessage.Fault fault ? fault.error().json().json() : null;
    return new ToolCallBody.ErrorPart(ToolResults.errorCode(response), ToolResults.message(response), provider);
  }

  private static @Nullable String output(RpcMessage.Response response) {
    return response instanceof RpcMessage.Result result ? result.result().json() : null;
  }
}
