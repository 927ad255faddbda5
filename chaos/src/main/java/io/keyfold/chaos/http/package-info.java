/** The HTTP client of the load. Every outcome is a value, including a missing response. */
@NullMarked
package io.keyfold.chaos.http;

import org.jspecify.annotations.NullMarked;
