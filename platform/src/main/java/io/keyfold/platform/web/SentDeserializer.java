package io.keyfold.platform.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Tells a field that was left out from one that was sent as null. */
final class SentDeserializer extends ValueDeserializer<Sent<?>> {

  private final @Nullable JavaType content;

  SentDeserializer(@Nullable JavaType content) {
    this.content = content;
  }

  @Override
  public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
    return new SentDeserializer(context.getContextualType().containedTypeOrUnknown(0));
  }

  @Override
  public Sent<?> deserialize(JsonParser json, DeserializationContext context) {
    return Sent.of(context.readValue(json, content));
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    return Sent.of(null);
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return Sent.absent();
  }
}
