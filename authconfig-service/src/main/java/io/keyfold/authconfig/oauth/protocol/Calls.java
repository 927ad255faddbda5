package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.vendor.BodyFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Turns Nimbus' messages into calls. */
final class Calls {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String JSON = "application/json";

  private Calls() {}

  /** {@return the call of a message with a form as its body, written in the vendor's format} */
  static HttpCall of(HttpCall.Operation operation, HTTPRequest request, BodyFormat format) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Accept", List.of(JSON));
    String authorization = request.getAuthorization();
    if (authorization != null) {
      headers.put("Authorization", List.of(authorization));
    }
    headers.put(
      "Content-Type",
      List.of(format == BodyFormat.JSON ? JSON : "application/x-www-form-urlencoded; charset=UTF-8")
    );
    String body = format == BodyFormat.JSON ? json(request) : request.getBody();
    return new HttpCall(operation, request.getMethod().name(), request.getURI(), headers, body);
  }

  private static String json(HTTPRequest request) {
    try {
      return MAPPER.writeValueAsString(MultivaluedMapUtils.toSingleValuedMap(request.getBodyAsFormParameters()));
    } catch (ParseException e) {
      throw new IllegalStateException("the message was written as a form", e);
    }
  }
}
