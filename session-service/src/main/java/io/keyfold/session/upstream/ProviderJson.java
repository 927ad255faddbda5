package io.keyfold.session.upstream;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON mapping of provider messages, with the SDK's types. Request limits do not apply to provider responses; their
 * size is limited by {@code keyfold.upstream.max-response} while they are received. Numbers keep every digit, see
 * {@link NumberAsWritten}.
 */
public final class ProviderJson {

  /** Maximum nesting depth in responses; parsing is recursive and must not overflow the stack. */
  public static final int MAX_DEPTH = 1_000;

  private static final JsonMapper MAPPER = JsonMapper.builder(
    JsonFactory.builder()
      .streamReadConstraints(
        StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build()
      )
      // Responses are written a few levels deeper, within Keyfold's own response.
      .streamWriteConstraints(
        StreamWriteConstraints.builder()
          .maxNestingDepth(2 * MAX_DEPTH)
          .build()
      )
      .build()
  )
    .addModule(new SimpleModule("keyfold-provider").addDeserializer(Object.class, new TreeDeserializer()))
    .build();

  private ProviderJson() {}

  /** {@return the mapper for messages from and to providers} */
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
