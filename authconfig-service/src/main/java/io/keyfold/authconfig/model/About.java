package io.keyfold.authconfig.model;

import io.keyfold.platform.toolfilter.ToolFilter;
import org.jspecify.annotations.Nullable;

/**
 * The descriptive fields of an auth config.
 *
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param toolFilter which tools may be used with it
 */
public record About(
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  ToolFilter toolFilter
) {}
