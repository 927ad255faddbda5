/** The API of provider configs: non-secret settings that a provider's URL needs. */
@NullMarked
package io.keyfold.authconfig.configs;

import org.jspecify.annotations.NullMarked;
