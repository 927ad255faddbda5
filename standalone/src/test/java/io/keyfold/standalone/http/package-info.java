/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.http;

import org.jspecify.annotations.NullMarked;
