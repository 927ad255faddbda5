package io.keyfold.platform.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Deserializes {@link PatchField}, distinguishing absent and null fields. */
final class PatchFieldDeserializer extends ValueDeserializer<PatchField<?>> {

  private final @Nullable JavaType content;

  PatchFieldDeserializer(@Nullable JavaType content) {
    this.content = content;
  }

  @Override
  public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
    return new PatchFieldDeserializer(context.getContextualType().containedTypeOrUnknown(0));
  }

  @Override
  public PatchField<?> deserialize(JsonParser json, DeserializationContext context) {
    return PatchField.of(context.readValue(json, content));
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    return PatchField.of(null);
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return PatchField.absent();
  }
}
