package io.keyfold.session.upstream;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as providers speak it, in the SDK's types. Requests to Keyfold have narrow limits of their own; a provider's answer has one:
 * {@code keyfold.upstream.max-response}, which is enforced while it comes in. Numbers keep every digit, see {@link NumberAsWritten}.
 */
public final class ProviderJson {

  /** How deep a provider may nest arrays and objects; they are read by recursion, which has to end before the stack does. */
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
      // What was read is written again, a few levels deeper: within an answer of ours.
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

  /** {@return the mapper of what providers say, and of what they are told} */
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
