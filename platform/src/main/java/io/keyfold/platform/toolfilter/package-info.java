/** Tool filters: read from requests, shown in answers, carried in events, evaluated along a chain. */
@NullMarked
package io.keyfold.platform.toolfilter;

import org.jspecify.annotations.NullMarked;
