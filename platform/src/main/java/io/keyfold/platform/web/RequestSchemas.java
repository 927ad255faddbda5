package io.keyfold.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of request bodies, from {@code /requests/NAME.json}. As many as the code names, so it needs no bound. */
final class RequestSchemas {

  private final JsonMapper json;
  private final Map<String, InputSchema> schemas = new ConcurrentHashMap<>();

  RequestSchemas(JsonMapper json) {
    this.json = json;
  }

  InputSchema get(String name) {
    return schemas.computeIfAbsent(name, this::load);
  }

  private InputSchema load(String name) {
    try (InputStream file = new ClassPathResource("/requests/" + name + ".json").getInputStream()) {
      return InputSchema.compile(json.readTree(file));
    } catch (IOException e) {
      throw new IllegalStateException("no readable schema /requests/" + name + ".json in the class path", e);
    }
  }
}
