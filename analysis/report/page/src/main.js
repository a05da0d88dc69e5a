// Builds the page from the data that stand in it.
const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("page").textContent = data.title;
