package io.keyfold.acceptance.mcp.agent;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls tools by {@code POST /tool-calls}.
 *
 * @param tag the five digits that end the names of the provider's tools
 */
public record RestAgent(Api api, String session, String tag) implements Agent {
  /** The trace that every request belongs to. */
  public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public Answer callNamed(String name, String arguments, String meta) {
    String body = """
    {"session_id":%s,"tool_id":%s,"input":%s}""".formatted(text(session), text(name), arguments);
    Map<String, String> headers = Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    ApiResponse response = api.send("POST", "/tool-calls", body, headers);
    return new Answer(response.status(), response::header, response.text(), List.of());
  }

  @Override
  public String named(String tool) {
    return tool + "_" + tag;
  }

  @Override
  public String toString() {
    return "REST";
  }

  private static String text(String value) {
    return JSON.writeValueAsString(value);
  }
}
