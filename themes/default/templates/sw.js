{%- if remove -%}
addEventListener("install",()=>self.skipWaiting());
addEventListener("activate",(event)=>event.waitUntil((async()=>{
for(const name of await caches.keys())if(["helpdex-pages {{ base | safe }}","helpdex-files {{ base | safe }}"].includes(name))await caches.delete(name);
await self.registration.unregister();
})()));
{%- else -%}
self.site={{ site | safe }};importScripts("{{ asset(path="js/offline-worker.js") }}");
{%- endif %}
