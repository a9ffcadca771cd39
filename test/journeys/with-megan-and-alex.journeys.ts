/** Journeys of these two, one after another in one process, which opens a Playground for each of them once. */
import './check-in.js';
import './bulletin.js';
import './info-sessions.js';
import './web-page.js';
